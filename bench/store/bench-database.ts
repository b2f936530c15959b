import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectionUrls, createAuthenticator, migrate } from '@agenttracer/db'
import { startPostgres } from '@agenttracer/postgres'
import type { ProjectId } from '@agenttracer/schema'
import pg from 'pg'
import { serverCpu } from './server-cpu.ts'

export interface BenchDatabase extends AsyncDisposable {
  readonly urls: ReturnType<typeof connectionUrls>
  readonly owner: pg.Client
  readonly project: ProjectId
  /** CPU seconds of the server so far. */
  cpu(): number
  /** A folder that the server may write. */
  readonly exchange: string
}

/** A durable Postgres with the settings that a newcomer gets, in a folder of its own. */
export async function openBenchDatabase(): Promise<BenchDatabase> {
  const root = mkdtempSync(join(tmpdir(), 'agenttracer-bench-'))
  chmodSync(root, 0o755)
  const exchange = join(root, 'exchange')
  mkdirSync(exchange)
  chmodSync(exchange, 0o777)
  const server = await startPostgres({ home: join(root, 'home'), systemFolder: join(root, 'system') })
  const passwords = { ingest: 'bench-bench-bench-1', query: 'bench-bench-bench-2', control: 'bench-bench-bench-3' }
  await migrate({ ownerUrl: server.ownerUrl, rolePasswords: passwords })
  const urls = connectionUrls(server.ownerUrl, passwords)
  const owner = new pg.Client({ connectionString: server.ownerUrl })
  await owner.connect()
  const authenticator = createAuthenticator({ url: urls.query })
  const project = await authenticator.defaultProject()
  await authenticator.close()
  if (!project.ok) throw new Error(project.refusal.kind)
  return {
    urls, owner, project: project.value, exchange, cpu: () => serverCpu(server.pid),
    [Symbol.asyncDispose]: async () => {
      await owner.end()
      await server.stop()
      rmSync(root, { recursive: true, force: true })
    },
  }
}
