import fc from 'fast-check'
import { fuzzCanary } from './shot.ts'

/** Letters that look like others, that are not seen, that turn the line around, that are no letters at all. */
const trickyTexts = [
  '\ud800', 'a\udc00b', '\u202ehello', '\u2066hidden\u2069', 'a\u200bb', '\ufeff', 'bil\u0405ing_api', '\u0430gent', 'pa\u0443pal_api', '\uff41\uff42', 'e\u0301', '\u0000', 'a\u0000b', '\u001b[31m', '\r\nx-evil: 1',
  '%00', '%', '%zz', '../../etc/passwd', '${jndi:ldap://x}', "'; drop table run; --", '<script>1</script>', '__proto__', 'constructor', 'toString', 'hasOwnProperty', '💥'.repeat(40), 'x'.repeat(5_000),
]
const instants = ['2026-02-30T00:00:00.000Z', '9999-12-31T23:59:59.999Z', '-000001-01-01T00:00:00.000Z', '0001-01-01T00:00:00.000Z', '2026-11-22T10:00:00Z', '1970-01-01T00:00:00.000Z', '2026-13-01T00:00:00.000Z']
const numbers = [-1, -0, 0, 0.1, 1e308, -1e308, 5e-324, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER + 2, 2 ** 31, 2 ** 32, 2 ** 63, -(2 ** 63), 1e21]
const shapes: readonly unknown[] = [null, true, false, [], {}, [[[[[[]]]]]], [null], { length: 1e9 }, { toString: 1, valueOf: 2 }, { toJSON: null }]
/** With marks that no name has: up to four bare words are joined to one where a name is declared (ADR 3). */
const prose = [`${fuzzCanary}; said hello`, `hello, ${fuzzCanary}!`, `"${fuzzCanary}" & 'co'`, `${fuzzCanary}? ok`, `(${fuzzCanary}) `]

/** Texts alone, for places where everything is text. */
export const oddText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...prose) },
  { weight: 3, arbitrary: fc.constantFrom(...trickyTexts, ...instants, ...numbers.map(String), 'NaN', '-0', '1e309', '', ' ') },
  { weight: 2, arbitrary: fc.string({ maxLength: 40, unit: 'binary' }) },
)

/** Any JSON value that has no business where it is put. */
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: oddText },
  { weight: 3, arbitrary: fc.constantFrom<unknown>(...numbers, ...shapes) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
)

/** Escapes as a URL wants them; half a pair of surrogates has no such form. */
export const encode = (any: string): string => encodeURIComponent(any.replaceAll(/\p{Cs}/gu, '?'))

/** JSON that writes keys twice and `__proto__` as a key of its own, which no object here could. */
export function withTwins(json: string, key: string, value: unknown): string {
  const text = JSON.stringify(value) ?? 'null'
  return json.startsWith('{') ? `{${JSON.stringify(key)}:${text},"__proto__":{"polluted":${text}},${json.length > 2 ? json.slice(1) : '"x":1}'}` : json
}
