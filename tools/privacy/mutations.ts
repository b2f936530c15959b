import type { MarkForm } from '@agenttracer/testkit/canary'

/** A fault in one wall: with it in place the suite must fail, and must fail there. */
export interface Mutation {
  readonly name: string
  /** End of the path of the file that is changed while it is loaded. */
  readonly file: string
  readonly find: string
  readonly put: string
  /** What of the suite is run; the smallest part that can see it. */
  readonly part: 'sdk' | 'server' | 'crash' | 'browser'
  readonly form: MarkForm
  /** A line of the findings that tells this fault from others: a surface, or a word of what is missing. */
  readonly expect: string
}

const link = 'libs/sdk-core/src/signals/error-link.ts'
const read = 'return { errorRef, errorClass: errorClass(error)'
const ofLink = { file: link, find: read, part: 'sdk', expect: 'wire' } as const
const giveBack = (expression: string): string => `if (typeof error === 'object') { const leaked = ${expression}; return { errorRef, leaked } as never }; ${read}`

/** One or more for each wall and each surface. */
export const mutations: readonly Mutation[] = [
  { ...ofLink, name: 'the SDK sends error messages', put: giveBack("String(readProperty(error, 'message'))"), form: 'prose' },
  { ...ofLink, name: 'the SDK sends a hash of error messages', put: giveBack("process.getBuiltinModule('node:crypto').createHash('sha256').update(String(readProperty(error, 'message'))).digest('hex')"), form: 'prose' },
  { ...ofLink, name: 'the SDK sends stacks in base64', put: giveBack("Buffer.from(String(readProperty(error, 'stack'))).toString('base64')"), form: 'prose' },
  { ...ofLink, name: 'the SDK sends the first words of error messages', put: giveBack("String(readProperty(error, 'message')).slice(0, 16)"), form: 'prose' },
  { name: 'the SDK trusts the assigned name of an error', file: link, find: 'return isKnownErrorClass(name) ? name : undefined', put: 'return name as ErrorClass', part: 'sdk', form: 'prose', expect: 'hand.error.name' },
  { name: 'the SDK prints error messages', file: link, find: read, put: `process.stderr.write(\`agenttracer: \${String(readProperty(error, 'message'))}\\n\`); ${read}`, part: 'sdk', form: 'prose', expect: 'SDK diagnostics' },
  { name: 'any text is a safe name', file: 'libs/schema/src/names/safe-name.ts', find: "typeof value === 'string' && safeNamePattern.test(value) && !hasSecretShape(value)", put: "typeof value === 'string'", part: 'sdk', form: 'prose', expect: 'hand.step.name' },
  { name: 'credentials are safe names', file: 'libs/schema/src/names/safe-name.ts', find: '  credential.test(value) ||\n', put: '', part: 'sdk', form: 'secret', expect: 'wire' },
  { name: 'a finish reason that is not listed is sent', file: 'libs/sdk-core/src/signals/word-table.ts', find: '?? other) : undefined', put: '?? (value as T)) : undefined', part: 'sdk', form: 'identifier', expect: 'openai.answer.finish' },
  { name: 'words of closed lists are not looked at', file: 'libs/sdk-core/src/export/wire-form.ts', find: 'if (check(value)) return value', put: "if (check(value) || value !== '') return value", part: 'sdk', form: 'prose', expect: 'hand.step.fail' },
  { name: 'the exporter tells the title of the process', file: 'libs/sdk-core/src/export/http-exporter.ts', find: "'user-agent': `agenttracer-js/${sdkVersion}`", put: "'user-agent': `agenttracer-js/${sdkVersion} ${encodeURIComponent(process.title)}`", part: 'sdk', form: 'prose', expect: 'hand.argv' },
  { name: 'LangChain: a tool that the model made up keeps its name', file: 'libs/sdk-langchain/src/tool-calls.ts', find: 'name: isDeclared ? name : undefined', put: 'name: String(name)', part: 'sdk', form: 'identifier', expect: 'langchain.tool.invented' },
  { name: 'openai: a tool that the model made up keeps its name', file: 'libs/sdk-openai/src/call.ts', find: 'name: declaredTool(this.#offered, name)', put: 'name', part: 'sdk', form: 'identifier', expect: 'openai.answer.tool-name' },
  { name: 'LangChain: without an offer every tool counts as declared', file: 'libs/sdk-langchain/src/tool-calls.ts', find: 'model.offered.includes(name)\n', put: '(model.offered.length === 0 || model.offered.includes(name))\n', part: 'sdk', form: 'identifier', expect: 'langchain.answer.undeclared' },
  { name: 'openai: without an offer every tool counts as declared', file: 'libs/sdk-openai/src/answer.ts', find: 'offered.includes(name) ? name', put: '(offered.length === 0 || offered.includes(name)) ? name', part: 'sdk', form: 'identifier', expect: 'openai.answer.undeclared' },
  { name: 'UUIDs with underscores are safe names', file: 'libs/schema/src/names/safe-name.ts', find: '  uuid.test(value) ||\n', put: '', part: 'sdk', form: 'secret', expect: 'wire' },
  { name: 'OpenAI Agents: a tool is named by its description', file: 'libs/sdk-openai/src/agents/agents-hook.ts', find: "const name = text(readProperty(tool, 'name'))", put: "const name = text(readProperty(tool, 'description'))", part: 'sdk', form: 'identifier', expect: 'agents.tool.description' },
  { name: 'the SDK sends nothing', file: 'libs/sdk-core/src/export/http-exporter.ts', find: 'const json = JSON.stringify(batch)', put: "if (batch !== undefined) return { kind: 'accepted', refused: 0 }; const json = JSON.stringify(batch)", part: 'sdk', form: 'prose', expect: 'UNPROVEN not on the wire' },
  { name: 'the API answers what was thrown', file: 'apps/api/src/error-edge.ts', find: 'return apiError(httpCode(thrown))', put: 'return apiError(httpCode(thrown), { hint: String((thrown as Error).message) })', part: 'server', form: 'prose', expect: 'error bodies' },
  { name: 'the API answers with the path that was asked for', file: 'apps/api/src/door/build-door.ts', find: 'errorBody(error, request.id))', put: 'errorBody({ ...error, hint: request.url }, request.id))', part: 'server', form: 'prose', expect: 'error bodies' },
  { name: 'the API logs the path of a refused request', file: 'apps/api/src/door/build-door.ts', find: "log({ event: 'request.refused', door, code: error.code, requestId: request.id })", put: "log({ event: 'request.refused', door, code: error.code, requestId: request.url })", part: 'server', form: 'prose', expect: 'API log' },
  { name: 'metrics are labelled by path', file: 'apps/api/src/door/build-door.ts', find: "const route = request.routeOptions.url ?? 'none'", put: 'const route = request.url', part: 'server', form: 'prose', expect: 'metrics' },
  { name: 'the API tells a wrong setting', file: 'apps/api/src/env.ts', find: 'rule: ruleFor(key) }', put: 'rule: `${ruleFor(key)}, not ${source[key] ?? \'\'}` }', part: 'server', form: 'prose', expect: 'failed starts' },
  { name: 'the database takes any text as a slug', file: 'libs/db/src/migrations/0001-ground.ts', find: "CREATE DOMAIN agenttracer_control.slug AS text COLLATE \"C\" CHECK (VALUE ~ '^[a-z][a-z0-9-]*$' AND length(VALUE) <= 40);", put: 'CREATE DOMAIN agenttracer_control.slug AS text COLLATE "C";', part: 'server', form: 'prose', expect: 'data and WAL' },
  { name: 'the database takes any text as a word', file: 'libs/db/src/migrations/0001-ground.ts', find: "CREATE DOMAIN agenttracer.closed_word AS text COLLATE \"C\" CHECK (VALUE ~ '^[A-Za-z][A-Za-z0-9_]*$' AND length(VALUE) <= 64);", put: 'CREATE DOMAIN agenttracer.closed_word AS text COLLATE "C";', part: 'server', form: 'prose', expect: 'data and WAL' },
  { name: 'Postgres logs errors', file: 'libs/postgres/src/settings.ts', find: "log_min_messages: 'log'", put: "log_min_messages: 'error'", part: 'server', form: 'prose', expect: 'Postgres log' },
  { name: 'the web server logs addresses', file: 'apps/web/server/web-app.ts', find: 'function prepare(_: Request, response: Response, next: NextFunction): void {', put: 'function prepare(_: Request, response: Response, next: NextFunction): void {\n  process.stdout.write(`${_.originalUrl}\\n`)', part: 'server', form: 'prose', expect: 'web log' },
  { name: 'the web server answers with the address', file: 'apps/web/server/web-app.ts', find: "response.set({ ...securityHeaders,", put: "response.set({ ...securityHeaders, 'X-Asked': encodeURIComponent(_.originalUrl),", part: 'server', form: 'prose', expect: 'pages for marks' },
  { name: 'the API logs what a view is called', file: 'apps/api/src/control/views-save.ts', find: 'subjectId: made.viewId', put: 'subjectId: made.name', part: 'server', form: 'prose', expect: 'API log' },
  { name: 'a statement carries its values', file: 'libs/db/src/control/views.ts', find: 'const made = await client.query<ViewRow>(', put: "await client.query(`SELECT pg_sleep(0.2) /* ${name.replaceAll('*/', '')} */`); const made = await client.query<ViewRow>(", part: 'server', form: 'prose', expect: 'statements' },
  { name: 'a cookie keeps the address', file: 'apps/web/server/web-app.ts', find: "response.set({ ...securityHeaders,", put: "response.cookie('asked', encodeURIComponent(_.originalUrl).slice(0, 900)); response.set({ ...securityHeaders,", part: 'browser', form: 'prose', expect: 'browser storage' },
  { name: 'a failed migration tells the error', file: 'libs/db/src/migrations/migrate.ts', find: 'The database refused a statement of the migration (SQLSTATE ${state}).', put: '${String((error as Error).message)}', part: 'crash', form: 'prose', expect: 'migration.raised' },
  { name: 'the sign-in logs wrong passwords', file: 'apps/web/server/sign-in.ts', find: "log({ event: 'web.refused', rule: 'wrong_password' })", put: 'process.stdout.write(`${given}\\n`)', part: 'crash', form: 'prose', expect: 'web.keyed.password' },
  { name: 'the sign-in sends back to whatever was asked for', file: 'apps/web/server/sign-in.ts', find: "response.status(trouble === 'too_many' ? 429 : 401)", put: "response.status(trouble === 'too_many' ? 429 : 401).set('Link', `<${request.originalUrl}>`)", part: 'crash', form: 'prose', expect: 'web.keyed.filter' },
  { name: 'a command repeats its DATABASE_URL', file: 'tools/start/start-env.ts', find: "throw new Refusal('DATABASE_URL is no address", put: "throw new Refusal(value + ' is no address", part: 'crash', form: 'prose', expect: 'environment.seed' },
]
