import { readFileSync } from 'node:fs'
import { z } from 'zod'

const port = z.coerce.number().int().min(0).max(65_535)
const door = z.url({ protocol: /^https?$/ })

/** Every setting of the web server, with the sentence that docs say of it. */
export const webEnvSchema = z.object({
  AGENTTRACER_WEB_PORT: port.default(3000).describe('Port of the web server; 0 takes a free one'),
  AGENTTRACER_QUERY_URL: door.default('http://127.0.0.1:8001').describe('Query door that pages read and to which the browser\'s /trpc and GET /v1 are piped'),
  AGENTTRACER_INGEST_URL: door.default('http://127.0.0.1:8000').describe('Ingest door to which POST /v1/runs and /v1/traces are piped'),
  AGENTTRACER_LOCAL: z.enum(['0', '1']).default('0').describe('1: one person on this machine, bound to 127.0.0.1, no sign-in. Set by npm start and by nothing else'),
  AGENTTRACER_ADMIN_KEY_FILE: z.string().min(1).optional().describe('File that holds the admin key; attached to control calls only'),
  NODE_ENV: z.string().default('production').describe('development switches the build server on'),
})

export interface WebEnv {
  readonly port: number
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
  return {
    port: env.AGENTTRACER_WEB_PORT,
    queryUrl: env.AGENTTRACER_QUERY_URL,
    ingestUrl: env.AGENTTRACER_INGEST_URL,
    isLocal: env.AGENTTRACER_LOCAL === '1',
    adminKey: readKey(env.AGENTTRACER_ADMIN_KEY_FILE),
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
