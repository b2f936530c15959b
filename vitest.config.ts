import { defineConfig } from 'vitest/config'

// One config, one project per kind of test, so that a kind can be run alone: `vitest run --project pg libs/db`.
// Benches are not here: with a bench project switched on a plain run would run them too (they live in bench/).
const ignored = ['**/node_modules/**', '**/dist/**', '**/build/**', 'bench/**']
const pg = '**/*.pg.test.ts'
const e2e = '**/*.e2e.test.ts'
const adapters = 'libs/sdk-{langchain,openai}/**/*.test.{ts,tsx}'

export default defineConfig({
  test: {
    pool: 'forks',
    // Secrets and switches of whoever runs the tests must not reach them.
    env: { AGENTTRACER_API_KEY: '', AGENTTRACER_API_URL: '', AGENTTRACER_DISABLED: '' },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{apps,libs,tools,examples}/**/*.test.{ts,tsx}'],
          exclude: [...ignored, pg, e2e, adapters],
          testTimeout: 10_000,
        },
      },
      {
        // Real Postgres. A file starts its own throw-away cluster or database; a fresh one takes about a second.
        // One more try: a shared machine may stop for seconds, and these tests wait for other processes.
        test: { name: 'pg', retry: 1, include: [`{apps,libs,tools,examples}/${pg}`], exclude: ignored, testTimeout: 30_000, hookTimeout: 60_000 },
      },
      {
        // Real frameworks against the bundled fake model server.
        test: { name: 'adapter', include: [adapters], exclude: [...ignored, pg], testTimeout: 30_000, hookTimeout: 30_000, retry: 1 },
      },
      {
        // Whole processes: the supervisor, and the UI in a real browser. Each file has processes, ports and a database of its own; more than
        // two at once would only wait for each other on the two cores that a small machine has.
        test: {
          name: 'e2e',
          include: [`{apps,libs,tools,examples}/${e2e}`],
          exclude: ignored,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          retry: 2,
          testTimeout: 120_000,
          expect: { poll: { timeout: 20_000 } },
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
