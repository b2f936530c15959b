// Runs the real supervisor over the real Postgres with stub servers. Arguments: home, port, how the second server behaves.
import { fileURLToPath } from 'node:url'
import { PostgresStartError } from '@agenttracer/postgres'
import { refuseTakenPorts } from './ports.ts'
import { Refusal } from './refusal.ts'
import { askedToStop } from './stop-signals.ts'
import { supervise } from './supervise.ts'

const [home = '', port = '0', mode = 'good'] = process.argv.slice(2)
const script = fileURLToPath(new URL('./stub-server.fixture.ts', import.meta.url))
const stub = (name: string, offset: number, how: string): object => ({
  name,
  title: name,
  script,
  args: [String(Number(port) + offset), how],
  cwd: '/',
  env: { PATH: '/usr/bin:/bin' },
  ready: [{ url: `http://127.0.0.1:${Number(port) + offset}/`, isWanted: (status: number) => status === 200 }],
})

try {
  const plan = {
    home,
    databaseUrl: undefined,
    task: undefined,
    beforeStart: () => refuseTakenPorts([{ part: 'one', port: Number(port), key: 'AGENTTRACER_INGEST_PORT' }]),
    servers: () => [stub('one', 0, 'good'), stub('two', 1, mode)],
    demos: () => Promise.resolve([]),
    say: console.log,
    onReady: () => console.log('READY'),
  } as unknown as Parameters<typeof supervise>[0]
  process.exitCode = await supervise(plan, askedToStop())
} catch (error) {
  if (!(error instanceof Refusal || error instanceof PostgresStartError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
process.exit()
