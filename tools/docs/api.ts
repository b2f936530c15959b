import { apiErrorCodes, errorTable } from '../../apps/api/src/errors.ts'
import { openApiDocument } from '../../apps/api/src/rest/openapi.ts'
import { proceduresOf } from '../../apps/api/src/rest/procedures.ts'
import type { Procedure } from '../../apps/api/src/rest/procedures.ts'
import { restCalls } from '../../apps/api/src/rest/rest-calls.ts'
import { ingestRouter, queryRouter } from '../../apps/api/src/router.ts'
import { writeOrCheck } from './write-or-check.ts'

interface Schema {
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
}
interface Parameter { readonly name: string; readonly in: string; readonly required: boolean; readonly schema: Schema; readonly description?: string }
interface Operation { readonly operationId: string; readonly summary: string; readonly tags: readonly string[]; readonly parameters?: readonly Parameter[]; readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>> }

/** A type in a word or two; long lists of words are counted. */
function form({ type, enum: words, anyOf, oneOf, items }: Schema): string {
  if (words !== undefined) return words.length > 8 ? `one of ${words.length} words` : words.map((word) => `\`${String(word)}\``).join(' ')
  const either = anyOf ?? oneOf
  if (either !== undefined) return [...new Set(either.map(form))].join(' or ')
  if (type === 'array') return `list of ${items === undefined ? 'anything' : form(items)}`
  return type === undefined ? 'any of its words' : [type].flat().join(' or ')
}

const fieldsOf = (schema: Schema | undefined): string =>
  schema?.properties === undefined ? (schema === undefined ? 'text' : form(schema)) : Object.entries(schema.properties).map(([name, field]) => `\`${name}\` ${form(field)}`).join(', ')

function restPart(method: string, path: string, operation: Operation): readonly string[] {
  const { operationId, summary, tags, parameters = [], responses } = operation
  const answer = responses['200']?.content ?? {}
  const refusals = Object.keys(responses).filter((status) => status !== '200')
  return [
    `### ${method} ${path}`,
    '',
    `${summary}. The procedure \`${operationId}\`; for ${tags.includes('control') ? 'an admin key' : tags.includes('write') ? 'an ingest key' : 'a query or admin key'}.`,
    '',
    ...(parameters.length === 0 ? [] : ['| parameter | in | what it can hold |', '| --- | --- | --- |', ...parameters.map(({ name, in: place, required, schema, description }) =>
      `| \`${name}\` | ${place}${required ? ', needed' : ''} | ${form(schema)}${description === undefined ? '' : `. ${description}`} |`), '']),
    `Answers with ${Object.keys(answer).map((type) => `\`${type}\``).join(' or ')}: ${fieldsOf(answer['application/json']?.schema)}. Refused with ${refusals.join(', ')}.`,
    '',
  ]
}

const rowsOf = (procedures: readonly Procedure[], door: 'ingest' | 'query'): readonly string[] =>
  procedures.map(({ name, type, isControl, summary }) => {
    const who = door === 'ingest' ? 'ingest' : isControl ? 'admin' : 'query, admin'
    return `| \`${name}\` | ${type} | ${door} | ${who} | ${summary ?? 'Records: one whole run with its steps, or a batch'} |`
  })

const document = openApiDocument({ ingestPort: 8000, queryPort: 8001 }) as { readonly paths: Readonly<Record<string, { readonly get?: Operation; readonly post?: Operation }>> }

const page = [
  '# The API, call by call',
  '',
  'Generated from the router (`node tools/docs/main.ts`). The same document for programs: `GET /openapi.json` of the query door; browsable: `/docs`.',
  `${restCalls(queryRouter).length + 2} REST calls and ${proceduresOf(queryRouter).length + proceduresOf(ingestRouter).length} procedures. The ingest door (port 8000) takes records, the query door (port 8001) answers; on the machine that runs`,
  '`npm start` reading and writing need no key, control always does. How to call them: [curl](../how-to/curl.md), [typed client](../how-to/typed-client.md).',
  '',
  '## REST',
  '',
  ...Object.entries(document.paths).sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([path, { get, post }]) => [...(post === undefined ? [] : restPart('POST', path, post)), ...(get === undefined ? [] : restPart('GET', path, get))]),
  '## Procedures',
  '',
  'Called by the typed client, or over HTTP as `GET /trpc/<name>?input=<json>` (queries) and `POST /trpc/<name>` (mutations).',
  '',
  '| procedure | kind | door | keys | what it does |',
  '| --- | --- | --- | --- | --- |',
  ...rowsOf(proceduresOf(ingestRouter), 'ingest'),
  ...rowsOf(proceduresOf(queryRouter), 'query'),
  '',
  '## Refusals',
  '',
  'A refused call answers `{ "error": { "code", "hint", "issues"?, "requestId" } }`. `issues` name a path and a rule, never a value.',
  '',
  '| code | HTTP | again | hint |',
  '| --- | --- | --- | --- |',
  ...apiErrorCodes.map((code) => `| \`${code}\` | ${errorTable[code].httpStatus} | ${errorTable[code].retryAfterSeconds === undefined ? '' : `after ${errorTable[code].retryAfterSeconds} s`} | ${errorTable[code].hint.replaceAll('|', '\\|')} |`),
].join('\n')

export const apiPage = (isCheck: boolean): boolean => writeOrCheck('docs/reference/api.md', `${page}\n`, isCheck)
