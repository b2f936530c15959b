import { readFileSync } from 'node:fs'
import { z } from 'zod'

const port = z.coerce.number().int().min(0).max(65_535)
const door = z.url({ protocol: /^https?$/ })

/** Every setting of the web server, with the sentence that docs say of it. */
export const webEnvSchema = z.object({
  AGENTTRACER_WEB_PORT: port.default(3000).describe('Port of the web server; 0 takes a free one'),
  AGENTTRACER_WEB_HOST: z.string().regex(/^[0-9A-Za-z.:[\]-]{1,255}$/).default('127.0.0.1').describe('Address to listen on; another than loopback needs AGENTTRACER_UI_PASSWORD'),
  AGENTTRACER_UI_PASSWORD: z.string().min(12).max(256).optional().describe('Password of the sign-in page, 12 to 256 characters. With it nobody gets in without'),
  AGENTTRACER_QUERY_URL: door.default('http://127.0.0.1:8001').describe('Query door that pages read and to which the browser\'s /trpc and GET /v1 are piped'),
  AGENTTRACER_INGEST_URL: door.default('http://127.0.0.1:8000').describe('Ingest door to which POST /v1/runs is piped'),
  AGENTTRACER_LOCAL: z.enum(['0', '1']).default('0').describe('1: one person on this machine, bound to 127.0.0.1, no sign-in. Set by npm start and by nothing else'),
  AGENTTRACER_QUERY_KEY: z.string().regex(/^at_(query|admin)_[A-Za-z0-9_-]{16,128}$/).optional().describe('at_query_ key with which pages read where the API asks for one; without it the admin key, if there is a sign-in'),
  AGENTTRACER_ADMIN_KEY_FILE: z.string().min(1).optional().describe('File that holds the admin key; attached to control calls of the own pages, and with a sign-in to reads'),
  NODE_ENV: z.string().default('production').describe('development switches the build server on'),
})

export interface WebEnv {
  readonly host: string
  readonly port: number
  /** With it everybody signs in. */
  readonly uiPassword: string | undefined
  /** Key for reads at the query door; undefined where the API needs none. */
  readonly queryKey: string | undefined
  readonly queryUrl: string
  readonly ingestUrl: string
  readonly isLocal: boolean
  /** Undefined without a key file: control calls then go out without a key and are refused by the API. */
  readonly adminKey: string | undefined
  readonly isProduction: boolean
}

/** Reads the environment; throws naming key and rule, never the value. */
export function readWebEnv(source: Record<string, string | undefined> = process.env): WebEnv {
  const given = Object.fromEntries(Object.entries(source).filter(([key, value]) => key in webEnvSchema.shape && value !== ''))
  const parsed = webEnvSchema.safeParse(given)
  if (!parsed.success) {
    const rules = parsed.error.issues.map((issue) => `${issue.path.join('.')} (${issue.code})`)
    throw new Error(`Bad configuration of the web server: ${rules.join(', ')}. Correct the variable or remove it.`)
  }
  const env = parsed.data
  const [uiPassword, adminKey] = [env.AGENTTRACER_UI_PASSWORD, readKey(env.AGENTTRACER_ADMIN_KEY_FILE)]
  return {
    host: env.AGENTTRACER_WEB_HOST,
    uiPassword,
    queryKey: env.AGENTTRACER_QUERY_KEY ?? (uiPassword === undefined ? undefined : adminKey),
    port: env.AGENTTRACER_WEB_PORT,
    queryUrl: env.AGENTTRACER_QUERY_URL,
    ingestUrl: env.AGENTTRACER_INGEST_URL,
    isLocal: env.AGENTTRACER_LOCAL === '1',
    adminKey,
    isProduction: env.NODE_ENV !== 'development',
  }
}

function readKey(file: string | undefined): string | undefined {
  if (file === undefined) return undefined
  let text: string
  try {
    text = readFileSync(file, 'utf8').trim()
  } catch {
    // Node's own message names the path.
    throw new Error('Bad configuration of the web server: the file that AGENTTRACER_ADMIN_KEY_FILE names cannot be read.')
  }
  return text === '' ? undefined : text
}
