import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { layers } from './layers.ts'
import { linkModules, plantProject } from './planted-project.fixture.ts'

// A small project of the real shape: every project has one file, and some have one more that breaks a rule.
const projects = {
  schema: 'libs/schema', diagnosis: 'libs/diagnosis', otlp: 'libs/otlp', db: 'libs/db', postgres: 'libs/postgres', client: 'libs/client', testkit: 'libs/testkit',
  'sdk-core': 'libs/sdk-core', 'sdk-langchain': 'libs/sdk-langchain', 'sdk-openai': 'libs/sdk-openai', api: 'apps/api', web: 'apps/web',
} as const
const exports = { '.': './src/index.ts', './names': './src/names/index.ts', './wire': './src/wire/index.ts' }

const sound: Record<string, string> = {
  ...Object.fromEntries(Object.entries(projects).flatMap(([name, folder]) => [
    [`${folder}/package.json`, JSON.stringify({ name: `@agenttracer/${name}`, version: '0.1.0', type: 'module', exports })],
    [`${folder}/src/index.ts`, 'export const here = 1\n'],
  ])),
  'libs/schema/src/index.ts': "export type { Id } from './model/id.ts'\nexport const here = 1\n",
  'libs/schema/src/model/id.ts': 'export type Id = string\n',
  'libs/schema/src/names/index.ts': 'export const safeName = 1\n',
  'libs/schema/src/wire/index.ts': "import { z } from 'zod'\nexport const wire = z\n",
  'libs/sdk-core/src/recorder.ts': "import { AsyncLocalStorage } from 'node:async_hooks'\nimport type { Id } from '@agenttracer/schema'\nimport { safeName } from '@agenttracer/schema/names'\nexport const a: [Id, unknown, unknown] = ['', safeName, AsyncLocalStorage]\n",
  'libs/client/src/router.ts': "export type { here } from '@agenttracer/api'\n",
  'libs/db/src/store.ts': "import pg from 'pg'\nimport { here } from '@agenttracer/schema'\nexport const a = [pg, here]\n",
  'libs/db/src/store.pg.test.ts': "import { here } from '@agenttracer/testkit'\nexport const a = here\n",
  'apps/web/app/features/run/page.tsx': "import { here } from '@agenttracer/client'\nexport const a = here\n",
  'apps/web/app/waterfall/model/row.ts': 'export type Row = number\n',
  'libs/diagnosis/src/one.ts': "import type { Two } from './two.ts'\nexport const one: Two = 1\n",
  'libs/diagnosis/src/two.ts': "import { one } from './one.ts'\nexport type Two = number\nexport const two = one\n",
}

const uses = (module: string): string => `import { here } from '${module}'\nexport const a = here\n`
const usesType = (module: string): string => `import type { here } from '${module}'\nexport type A = typeof here\n`

const planted: { rule: string; file: string; text: string }[] = [
  { rule: 'model-is-ground', file: 'libs/schema/src/model/brand.ts', text: uses('zod') },
  { rule: 'model-is-ground', file: 'libs/schema/src/names/leak.ts', text: uses('../wire/index.ts') },
  { rule: 'schema-is-zod-and-itself', file: 'libs/schema/src/query.ts', text: uses('@agenttracer/db') },
  { rule: 'diagnosis-is-pure', file: 'libs/diagnosis/src/read.ts', text: uses('node:fs') },
  { rule: 'otlp-is-pure', file: 'libs/otlp/src/read.ts', text: uses('@agenttracer/diagnosis') },
  { rule: 'db-knows-schema-and-sql', file: 'libs/db/src/verdict.ts', text: uses('@agenttracer/diagnosis') },
  { rule: 'postgres-knows-nobody', file: 'libs/postgres/src/up.ts', text: uses('@agenttracer/db') },
  { rule: 'client-is-the-gate', file: 'libs/client/src/direct.ts', text: uses('@agenttracer/db') },
  { rule: 'sdk-core-has-no-dependency', file: 'libs/sdk-core/src/validate.ts', text: uses('zod') },
  { rule: 'sdk-core-takes-values-from-names-only', file: 'libs/sdk-core/src/value.ts', text: uses('@agenttracer/schema') },
  { rule: 'sdk-core-takes-no-zod-types', file: 'libs/sdk-core/src/wire.ts', text: usesType('@agenttracer/schema/wire') },
  { rule: 'adapter-knows-core-and-its-framework', file: 'libs/sdk-langchain/src/names.ts', text: usesType('@agenttracer/schema') },
  { rule: 'adapter-knows-core-and-its-framework', file: 'libs/sdk-langchain/src/other.ts', text: uses('@agenttracer/sdk-openai') },
  { rule: 'adapter-knows-core-and-its-client', file: 'libs/sdk-openai/src/names.ts', text: uses('zod') },
  { rule: 'api-does-not-look-up', file: 'apps/api/src/page.ts', text: uses('@agenttracer/sdk-core') },
  { rule: 'web-sees-no-database', file: 'apps/web/app/rows.ts', text: usesType('@agenttracer/db') },
  { rule: 'only-client-names-the-api', file: 'apps/web/app/router.ts', text: usesType('@agenttracer/api') },
  { rule: 'client-takes-types-from-the-api', file: 'libs/client/src/value.ts', text: uses('@agenttracer/api') },
  { rule: 'libs-do-not-know-apps', file: 'libs/testkit/src/pages.ts', text: uses('@agenttracer/web') },
  { rule: 'sql-lives-in-db', file: 'apps/api/src/pool.ts', text: uses('pg') },
  { rule: 'testkit-is-for-tests', file: 'apps/api/src/fake.ts', text: uses('@agenttracer/testkit') },
  { rule: 'features-do-not-know-each-other', file: 'apps/web/app/features/runs/list.tsx', text: uses('../run/page.tsx') },
  { rule: 'waterfall-model-is-pure', file: 'apps/web/app/waterfall/model/view.ts', text: uses('react') },
  { rule: 'no-value-cycles', file: 'libs/otlp/src/egg.ts', text: "import { here } from './hen.ts'\nexport const egg = here\n" },
]
const accomplices = { 'libs/otlp/src/hen.ts': "import { egg } from './egg.ts'\nexport const here = () => egg\n" }

function build(files: Record<string, string>): ReturnType<typeof plantProject> {
  const project = plantProject({ 'package.json': '{"type":"module"}', ...files })
  linkModules(project.root, projects, ['zod', 'pg', 'react'])
  return project
}

test('a sound project has no finding', async () => {
  using project = build(sound)
  expect(await layers.run(project.root)).toEqual([])
})

test('every planted violation is found under the name of its rule', async () => {
  using project = build({ ...sound, ...accomplices, ...Object.fromEntries(planted.map(({ file, text }) => [file, text])) })
  const found = new Set((await layers.run(project.root)).map(({ file, rule }) => `${rule.split(':')[0]} ${file}`))
  expect(planted.map(({ rule, file }) => `${rule} ${file}`).filter((key) => !found.has(key))).toEqual([])
})

test('every rule has a planted violation', () => {
  const { forbidden } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as { forbidden: { name: string }[] }
  const proven = new Set(planted.map(({ rule }) => rule))
  expect(forbidden.map(({ name }) => name).filter((name) => !proven.has(name))).toEqual([])
})
