import type { Door } from '@agenttracer/db'
import { z } from 'zod'
import { isLoopbackHost } from './door/keyless.ts'
import { logLevels } from './log-events.ts'

const port = z.coerce.number().int().min(1).max(65_535)
const whole = (least: number, most: number): z.ZodCoercedNumber => z.coerce.number().int().min(least).max(most)
const flag = z.enum(['', '0', '1', 'false', 'true']).transform((text) => text === '1' || text === 'true')
const databaseUrl = z.url({ protocol: /^postgres(ql)?$/ })
const path = z.string().min(1).max(4_096)

/** Every setting of the process, with the sentence that docs and refusals say of it. */
export const envSchema = z.object({
  AGENTTRACER_ROLE: z.enum(['all', 'ingest', 'query']).default('all').describe('Which doors this process serves: all, ingest or query'),
  AGENTTRACER_HOST: z.string().regex(/^[0-9A-Za-z.:[\]-]{1,255}$/).default('127.0.0.1').describe('Address to listen on'),
  AGENTTRACER_INGEST_PORT: port.default(8000).describe('Port of the ingest door, 1 to 65535'),
  AGENTTRACER_QUERY_PORT: port.default(8001).describe('Port of the query door, 1 to 65535'),
  AGENTTRACER_LOCAL: flag.default(false).describe('1: programs on this machine need no key. Only with a loopback address'),
  AGENTTRACER_DATABASE_URL_OWNER: databaseUrl.optional().describe('Postgres address of the owner role, which migrates'),
  AGENTTRACER_DATABASE_URL_INGEST: databaseUrl.optional().describe('Postgres address of the ingest door, where its role is not made by the owner. All three doors or none'),
  AGENTTRACER_DATABASE_URL_QUERY: databaseUrl.optional().describe('The same for the query door. With all three and without an owner the process does not migrate'),
  AGENTTRACER_DATABASE_URL_CONTROL: databaseUrl.optional().describe('The same for control'),
  DATABASE_URL: databaseUrl.optional().describe('The address of the owner, under the name that hosts commonly set'),
  AGENTTRACER_DB_ROLE_PASSWORDS_FILE: path.optional().describe('File with the passwords of the database roles, as JSON; mode 0600'),
  AGENTTRACER_ADMIN_KEY_FILE: path.optional().describe('File with the at_admin_ key of this instance; mode 0600'),
  AGENTTRACER_RETENTION_DAYS: whole(1, 3_650).optional().describe('Days that runs of the default project are kept, 1 to 3650; set at every start. Without it Settings decide'),
  AGENTTRACER_INCOMPLETE_AFTER_MINUTES: whole(1, 10_080).default(10).describe('Minutes without a sign of life after which a run is shown as incomplete, 1 to 10080'),
  AGENTTRACER_WEB_URL: z.url({ protocol: /^https?$/ }).default('http://localhost:3000').describe('Address of the web UI as people open it; links in webhooks begin with it'),
  AGENTTRACER_WEBHOOK_PRIVATE_TARGETS: flag.default(false).describe('1: webhooks may go to this machine and to private networks, and over plain HTTP'),
  AGENTTRACER_LOG_LEVEL: z.enum(logLevels).default('info').describe('debug, info, warn, error or silent'),
})
export type EnvKey = keyof z.output<typeof envSchema>

export interface Env {
  readonly role: 'all' | 'ingest' | 'query'
  readonly host: string
  readonly ingestPort: number
  readonly queryPort: number
  readonly isLocal: boolean
  /** Of the owner role, which migrates; undefined: another process does. */
  readonly databaseUrl: string | undefined
  /** Of the doors; undefined: they follow from the owner's. */
  readonly doorUrls: Readonly<Record<Door, string>> | undefined
  readonly rolePasswordsFile: string | undefined
  readonly adminKeyFile: string | undefined
  /** Undefined: what Settings say. */
  readonly retentionDays: number | undefined
  readonly incompleteAfterMs: number
  /** Without a slash at the end. */
  readonly webUrl: string
  readonly allowPrivateTargets: boolean
  readonly logLevel: (typeof logLevels)[number]
}
export type EnvFault = { readonly key: EnvKey; readonly rule: string }
export type EnvResult = { readonly ok: true; readonly env: Env } | { readonly ok: false; readonly faults: readonly EnvFault[] }

/** Names the key and its rule; never the value. */
export function parseEnv(source: NodeJS.ProcessEnv = process.env): EnvResult {
  const known = Object.fromEntries(envKeys.flatMap((key) => (source[key] === undefined || source[key] === '' ? [] : [[key, source[key]]])))
  const result = envSchema.safeParse(known)
  if (!result.success) {
    const keys = new Set(result.error.issues.map(({ path: [key] }) => key))
    return { ok: false, faults: envKeys.filter((key) => keys.has(key)).map((key) => ({ key, rule: ruleFor(key) })) }
  }
  const values = result.data
  const databaseUrl = values.AGENTTRACER_DATABASE_URL_OWNER ?? values.DATABASE_URL
  const doorUrls = { ingest: values.AGENTTRACER_DATABASE_URL_INGEST, query: values.AGENTTRACER_DATABASE_URL_QUERY, control: values.AGENTTRACER_DATABASE_URL_CONTROL }
  const lacking = doors.filter((door) => doorUrls[door] === undefined)
  if (lacking.length > 0 && lacking.length < doors.length) {
    return { ok: false, faults: lacking.map((door) => ({ key: `AGENTTRACER_DATABASE_URL_${door.toUpperCase()}` as EnvKey, rule: 'Needed too: an address for each of the three doors, or for none' })) }
  }
  if (databaseUrl === undefined && lacking.length > 0) return refuse('AGENTTRACER_DATABASE_URL_OWNER', 'Needed: the address of the Postgres to use (or DATABASE_URL, or one address a door)')
  if (values.AGENTTRACER_LOCAL && !isLoopbackHost(values.AGENTTRACER_HOST)) {
    return refuse('AGENTTRACER_LOCAL', 'Only with a loopback AGENTTRACER_HOST such as 127.0.0.1: anybody else must bring a key')
  }
  if (!values.AGENTTRACER_LOCAL && values.AGENTTRACER_ADMIN_KEY_FILE === undefined) {
    return refuse('AGENTTRACER_ADMIN_KEY_FILE', 'Needed unless AGENTTRACER_LOCAL is 1: without an admin key nobody could make keys')
  }
  return {
    ok: true,
    env: {
      role: values.AGENTTRACER_ROLE,
      host: values.AGENTTRACER_HOST,
      ingestPort: values.AGENTTRACER_INGEST_PORT,
      queryPort: values.AGENTTRACER_QUERY_PORT,
      isLocal: values.AGENTTRACER_LOCAL,
      databaseUrl,
      doorUrls: lacking.length > 0 ? undefined : (doorUrls as Readonly<Record<Door, string>>),
      rolePasswordsFile: values.AGENTTRACER_DB_ROLE_PASSWORDS_FILE,
      adminKeyFile: values.AGENTTRACER_ADMIN_KEY_FILE,
      retentionDays: values.AGENTTRACER_RETENTION_DAYS,
      incompleteAfterMs: values.AGENTTRACER_INCOMPLETE_AFTER_MINUTES * 60_000,
      webUrl: values.AGENTTRACER_WEB_URL.replace(/\/+$/, ''),
      allowPrivateTargets: values.AGENTTRACER_WEBHOOK_PRIVATE_TARGETS,
      logLevel: values.AGENTTRACER_LOG_LEVEL,
    },
  }
}

const doors: readonly Door[] = ['ingest', 'query', 'control']

const envKeys = Object.keys(envSchema.shape) as EnvKey[]

const refuse = (key: EnvKey, rule: string): EnvResult => ({ ok: false, faults: [{ key, rule }] })

const ruleFor = (key: EnvKey): string => {
  const schema: z.ZodType = envSchema.shape[key]
  return schema.description ?? ''
}
