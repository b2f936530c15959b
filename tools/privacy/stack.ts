import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, startThrowawayPostgres } from '@agenttracer/postgres'
import { startCapture, type Capture, type Door } from '@agenttracer/testkit/canary'
import { serverFlags } from '../start/server-flags.ts'
import { answersWithin } from '../start/wait-ready.ts'
import { testEnv } from '../test/test-env.ts'
import { startChild, type Child } from './child.ts'

/** The whole product on free ports, with every byte in reach. */
export interface Stack {
  readonly origins: Readonly<Record<Door, string | undefined>>
  /** Where SDKs send: it keeps the bytes and passes them on. */
  readonly capture: Capture
  readonly databaseUrls: Readonly<Record<'owner' | 'ingest' | 'query' | 'control', string>>
  readonly apiEnv: Readonly<Record<string, string>>
  readonly webEnv: Readonly<Record<string, string>>
  readonly dataFolder: string
  readonly adminKey: string
  readonly processes: Readonly<Record<'api' | 'web', Child | undefined>>
  readonly logs: () => Readonly<Record<'API log' | 'web log' | 'Postgres log', string>>
  stop(): Promise<void>
}

const readyWithinMs = 120_000

/** @param isWebWanted the web server needs its build. @param logLevel at `debug` the API tells every refusal. @param isApart Ctrl-C is for the caller alone. */
export async function startStack(root: string, isWebWanted: boolean, logLevel: 'debug' | 'info' = 'debug', isApart = false): Promise<Stack> {
  const folder = mkdtempSync(join(tmpdir(), 'agenttracer-privacy-'))
  const postgres = await startThrowawayPostgres()
  const children: Child[] = []
  const stop = async (): Promise<void> => {
    await Promise.all(children.map((child) => child.stop()))
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const secrets = writeSecrets(folder)
    const [ingest, query, web] = await Promise.all([freePort(), freePort(), freePort()])
    const apiEnv = testEnv({
      AGENTTRACER_LOCAL: '1', AGENTTRACER_INGEST_PORT: String(ingest), AGENTTRACER_QUERY_PORT: String(query), AGENTTRACER_DATABASE_URL_OWNER: postgres.ownerUrl,
      AGENTTRACER_DB_ROLE_PASSWORDS_FILE: secrets.passwordsFile, AGENTTRACER_ADMIN_KEY_FILE: secrets.adminKeyFile, AGENTTRACER_LOG_LEVEL: logLevel, AGENTTRACER_WEBHOOK_PRIVATE_TARGETS: '1', NODE_ENV: 'production',
    })
    const origin = (port: number): string => `http://127.0.0.1:${port}`
    const webEnv = testEnv({
      AGENTTRACER_LOCAL: '1', AGENTTRACER_WEB_PORT: String(web), AGENTTRACER_INGEST_URL: origin(ingest), AGENTTRACER_QUERY_URL: origin(query), AGENTTRACER_ADMIN_KEY_FILE: secrets.adminKeyFile, NODE_ENV: 'production',
    })
    const api = startChild({ script: join(root, 'apps/api/src/main.ts'), nodeFlags: serverFlags, cwd: root, env: apiEnv, isApart })
    children.push(api)
    await ready(`${origin(query)}/health/ready`, api)
    const webServer = isWebWanted ? startChild({ script: join(root, 'apps/web/server.ts'), nodeFlags: serverFlags, cwd: join(root, 'apps/web'), env: webEnv, isApart }) : undefined
    if (webServer !== undefined) {
      children.push(webServer)
      await ready(`${origin(web)}/health/live`, webServer)
    }
    const capture = await startCapture(origin(ingest))
    return {
      origins: { ingest: origin(ingest), query: origin(query), web: isWebWanted ? origin(web) : undefined },
      capture, apiEnv, webEnv,
      databaseUrls: { owner: postgres.ownerUrl, ...secrets.urls(postgres.ownerUrl) },
      dataFolder: postgres.data,
      adminKey: secrets.adminKey,
      processes: { api, web: webServer },
      logs: () => ({ 'API log': api.output(), 'web log': webServer?.output() ?? '', 'Postgres log': readFileSync(postgres.logFile, 'utf8') }),
      stop: async () => {
        await capture.close()
        await stop()
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function ready(url: string, child: Child): Promise<void> {
  const died = child.exited.then(() => false)
  if (!(await Promise.race([answersWithin(url, (status) => status === 200, readyWithinMs), died]))) throw new Error(`A part of the stack did not start: ${child.output().slice(0, 2_000)}`)
}

const doors = ['ingest', 'query', 'control'] as const
const secret = (): string => randomBytes(24).toString('hex')

function writeSecrets(folder: string) {
  const passwords = { ingest: secret(), query: secret(), control: secret() }
  const [passwordsFile, adminKeyFile] = [join(folder, 'db-roles.json'), join(folder, 'admin-key')]
  writeFileSync(passwordsFile, JSON.stringify(passwords), { mode: 0o600 })
  const adminKey = `at_admin_${secret()}`
  writeFileSync(adminKeyFile, adminKey, { mode: 0o600 })
  const urlOf = (ownerUrl: string, door: (typeof doors)[number]): string => {
    const url = new URL(ownerUrl)
    url.username = `agenttracer_${door}`
    url.password = passwords[door]
    return url.href
  }
  const urls = (ownerUrl: string): Record<(typeof doors)[number], string> => ({ ingest: urlOf(ownerUrl, 'ingest'), query: urlOf(ownerUrl, 'query'), control: urlOf(ownerUrl, 'control') })
  return { passwordsFile, adminKeyFile, adminKey, urls }
}
