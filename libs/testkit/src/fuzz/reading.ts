import { filterParameters } from '@agenttracer/schema'
import fc from 'fast-check'
import { encode, oddText, oddValue } from './odd-values.ts'
import { fuzzCanary, type Shot } from './shot.ts'

/** Words that a parameter understands, so that requests pass the first check and reach the next. */
const known = ['fuzz-agent-1', '!fuzz-agent-2', '1.1.0', 'production', 'failed', '!success', 'tool', 'tool.timeout', 'billing_api', 'gpt-4o', 'true', '24h', '1h', '3660d', '1..5', '..3', '2..', '50', '-started', 'duration', 'csv', 'jsonl', '0'.repeat(32), 'a'.repeat(32), 'regressed']
const parameterText = fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...known) }, { weight: 3, arbitrary: oddText })
const parameterName = fc.constantFrom<string>(...filterParameters, ...filterParameters, 'sort', 'cursor', 'limit', 'format', 'state', 'a', 'b', 'input', 'batch', `${fuzzCanary} x`, '__proto__', 'a[b]', 'agent[]', '')
const pair = fc.tuple(parameterName, parameterText).map(([key, value]) => `${encode(key)}=${encode(value)}`)

/** A query string of known and unknown parameters, repeated ones too. */
export const queryString = fc.oneof({ weight: 10, arbitrary: fc.array(pair, { maxLength: 5 }).map((pairs) => pairs.join('&')) }, { weight: 1, arbitrary: fc.constantFrom('%', '%zz=1', '&&==&', '?', `${'a=1&'.repeat(600)}`, `agent=${'x,'.repeat(2_000)}`) })

const someId = fc.oneof(fc.constantFrom('019aa7a2-5c00-7000-8000-000000000001', 'a'.repeat(32), '0', '%2e%2e', '..', 'x'.repeat(250)), oddText.map(encode))
const readPath = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('/v1/runs', '/v1/runs/export?agent=nobody', '/v1/stats', '/v1/failures', '/docs', '/health/ready') },
  { weight: 1, arbitrary: fc.constantFrom('/openapi.json', '/metrics', '/v1/runs/export?agent=fuzz-agent-1&last=1h') },
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom('/v1/runs/@', '/v1/runs/@/steps', '/v1/runs/@/diff/@', '/v1/failures/@', '/v1/versions/@', '/v1/@', '/@'), someId).map(([path, id]) => path.replaceAll('@', () => id)) },
)

/** REST of the query door. */
export const restRead: fc.Arbitrary<Shot> = fc.tuple(readPath, queryString).map(([path, query]) => ({ door: 'query', method: 'GET', path: query === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${query}`, headers: {}, manner: 'whole' }))

const inputKeys = ['runId', 'fp', 'state', 'version', 'until', 'abovePercent', 'keyId', 'scope', 'name', 'expiresInDays', 'slug', 'environment', 'days', 'agent', 'limit', 'cursor', 'sort', 'last', 'from', 'to', 'a', 'b', fuzzCanary, '__proto__']
const inputText = fc.constantFrom<unknown>('019aa7a2-5c00-7000-8000-000000000001', 'a'.repeat(32), 'resolved', 'ignored', 'project', 'instance', 'fuzz-agent-1', '24h', 20, 'nowhere')
/** The name of a key or project is what a person types: there alone prose is in place, and shown again. */
const withTypedName = (input: Record<string, unknown>): Record<string, unknown> => (JSON.stringify(input['name'])?.includes(fuzzCanary) === true ? { ...input, name: 'typed by a person' } : input)

/** Input of a call: an object of the keys that calls know, each with a good or an odd value; or none. */
export const callInput: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.dictionary(fc.constantFrom<string>(...inputKeys, ...filterParameters), fc.oneof({ weight: 2, arbitrary: inputText }, { weight: 3, arbitrary: oddValue }), { maxKeys: 4 }).map(withTypedName),
  },
  { weight: 1, arbitrary: oddValue },
)

const badPath = ['__proto__', 'constructor', 'runs', 'runs.', '.list', 'runs.list.x', `${fuzzCanary}.call`, '%2e', '%25', '..%2f', 'runs.list,', ',,,', Array.from({ length: 60 }, () => 'runs.list').join(',')]
const callPath = (names: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: fc.array(fc.constantFrom(...names), { minLength: 2, maxLength: 4 }).map((many) => many.join(',')) }, { weight: 1, arbitrary: fc.constantFrom(...badPath) })

/** tRPC queries as a client sends them: input in the address, one call or several. Subscriptions never end, so their names are left out by the caller. */
export const trpcRead = (names: readonly string[]): fc.Arbitrary<Shot> =>
  fc.tuple(callPath(names), callInput, fc.constantFrom('one', 'batch', 'broken', 'twice'), oddText).map(([path, input, form, broken]) => {
    const value = form === 'broken' ? broken : (JSON.stringify(form === 'batch' ? { 0: input, 1: input, [fuzzCanary]: 1 } : input) ?? '')
    return { door: 'query', method: 'GET', path: `/trpc/${path}?${form === 'batch' ? 'batch=1&' : ''}input=${encode(value)}${form === 'twice' ? '&input=1' : ''}`, headers: {}, manner: 'whole' }
  })
