import { z } from 'zod'
import { envSchema } from '../../apps/api/src/env.ts'
import { webEnvSchema } from '../../apps/web/app/env.server.ts'
import { writeOrCheck } from './write-or-check.ts'

interface JsonSchema { readonly properties?: Record<string, { readonly description?: string; readonly default?: unknown }>; readonly required?: readonly string[] }

type Row = readonly [key: string, fallback: string, text: string]

const table = (rows: readonly Row[]): string =>
  ['| variable | default | what it does |', '| --- | --- | --- |', ...rows.map(([key, fallback, text]) => `| \`${key}\` | ${fallback === '' ? '' : `\`${fallback}\``} | ${text} |`)].join('\n')

function rowsOf(schema: z.ZodType): readonly Row[] {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema
  return Object.entries(properties).map(([key, { description, default: fallback }]) => [key, fallback === undefined ? '' : String(fallback), description ?? ''])
}

const page = [
  '# Environment',
  '',
  'Generated (`node tools/docs/main.ts`). A value that breaks its rule stops the process, which names the variable and the rule, never the value.',
  '',
  '## `npm start`',
  '',
  table([
    ['AGENTTRACER_HOME', '', "Folder of id, secrets, logs and data; the user's data folder if not set"],
    ['AGENTTRACER_INGEST_PORT', '8000', 'Port of the ingest door'],
    ['AGENTTRACER_QUERY_PORT', '8001', 'Port of the query door'],
    ['AGENTTRACER_WEB_PORT', '3000', 'Port of the web UI'],
    ['AGENTTRACER_DEMO', 'on', '`off`: an empty project stays empty'],
    ['DATABASE_URL', '', 'A Postgres of your own instead of the embedded one'],
  ]),
  '',
  '## SDK, in your agent',
  '',
  'An option given in code wins. With neither a key nor a URL the tracer does nothing.',
  '',
  table([
    ['AGENTTRACER_API_URL', 'http://localhost:8000', 'Address of the ingest door'],
    ['AGENTTRACER_API_KEY', '', 'An `at_ingest_` key; not needed on the machine that runs `npm start`'],
    ['AGENTTRACER_AGENT_ID', 'unknown', 'Name of the agent'],
    ['AGENTTRACER_AGENT_VERSION', 'unknown', 'Its release label'],
    ['AGENTTRACER_ENVIRONMENT', 'unknown', '`production`, `staging`, ...'],
    ['AGENTTRACER_DISABLED', '', '`1` switches everything off'],
  ]),
  '',
  '## API process',
  '',
  table(rowsOf(envSchema)),
  '',
  '## Web process',
  '',
  table(rowsOf(webEnvSchema)),
].join('\n')

export const envPage = (isCheck: boolean): boolean => writeOrCheck('docs/reference/env.md', `${page}\n`, isCheck)
