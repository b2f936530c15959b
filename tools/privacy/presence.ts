import { missing, sdkPresence, type Surface } from '@agenttracer/testkit/canary'
import type { SuiteOptions } from './suite.ts'

/** What the server path must show, by surface: a product that stores and logs nothing does not pass. */
const wanted: Readonly<Record<string, readonly string[]>> = {
  'database dump': ['canary-server', 'gpt-4o-mini'],
  'data and WAL': ['canary-server', 'gpt-4o-mini'],
  'API answers': ['canary-server', 'gpt-4o-mini', '"rate_limited"', '"status":"failed"', '"category":"model"'],
  export: ['canary-server', 'rate_limited'],
  metrics: ['agenttracer_request_seconds', 'agenttracer_refused_total'],
  OpenAPI: ['/v1/runs'],
  'error bodies': ['"rule"', 'BAD_JSON', 'BAD_PARAMETER', 'NOT_FOUND'],
  'failed starts': ['AGENTTRACER_ROLE', 'AGENTTRACER_ADMIN_KEY_FILE'],
  statements: ['agenttracer', 'SELECT'],
  'audit and deliveries': ['key_created', 'webhook_created', 'view_saved'],
  'control answers': ['"scope":"query"'],
  'Settings pages': ['canary'],
  'API log': ['api.started', 'request.refused'],
  'web log': ['web.started'],
  HTML: ['canary-server'],
}

/** Where processes were killed and failed to migrate. */
const fromCrash: Readonly<Record<string, readonly string[]>> = { 'failed starts': ['DATABASE_URL', 'migration failed as it should', 'api.started'] }

const fromSdk: Readonly<Record<string, readonly string[]>> = {
  wire: sdkPresence,
  'database dump': ['canary-langchain', 'canary-agents', 'lookup_invoice', 'policy_search', 'unlisted_tool'],
  'API answers': ['"name":"lookup_invoice"', '"name":"unlisted_tool"', '"timeout"'],
}

const fromBrowser: Readonly<Record<string, readonly string[]>> = { 'browser storage': ['AgentTracer'] }

interface Seen {
  readonly surfaces: readonly Surface[]
  readonly parts: SuiteOptions['parts']
  readonly statuses: ReadonlySet<number>
}

export function serverPresence({ surfaces, parts, statuses }: Seen): readonly string[] {
  const tables = [...(parts.has('server') ? [wanted] : []), ...(parts.has('sdk') ? [fromSdk] : []), ...(parts.has('crash') ? [fromCrash] : []), ...(parts.has('browser') ? [fromBrowser] : [])]
  const absent = surfaces.flatMap(({ name, bytes }) => missing(tables.flatMap((table) => table[name] ?? []), Buffer.from(bytes).toString('latin1')).map((each) => `not in ${name}: ${each}`))
  if (!parts.has('server')) return absent
  return [...absent, ...[200, 400].filter((status) => !statuses.has(status)).map((status) => `no answer of status ${status}`)]
}
