import fc from 'fast-check'
import { encode, oddText } from './odd-values.ts'
import { queryString } from './reading.ts'
import { fuzzCanary, fuzzDoors, type FuzzDoor, type Shot } from './shot.ts'

const method = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'TRACE', 'PROPFIND')
const oddPath = fc.oneof(
  fc.constantFrom('/', '//', '/v1/runs', '/v1/traces', '/trpc', '/trpc/', '/trpc/x', '/docs', '/docs/static/../../x', '/%', '/%00', '/%ff', '/%e0%a4%a', '/health/live', '/metrics', '/favicon.ico', `/${fuzzCanary}%20x?${fuzzCanary}%20x`, '/..;/x', '/v1//runs', '/V1/RUNS', '*', `/${'a/'.repeat(800)}`),
  oddText.map((text) => `/${encode(text)}`),
)
const headerName = fc.constantFrom('authorization', 'cookie', 'origin', 'referer', 'host', 'x-forwarded-for', 'forwarded', 'via', 'accept', 'accept-encoding', 'accept-language', 'content-type', 'content-encoding', 'trpc-accept', 'last-event-id', 'if-none-match', 'if-modified-since', 'range', 'traceparent', 'tracestate', 'baggage', 'user-agent', 'x-request-id', 'x-agenttracer-project', 'x-http-method-override', 'expect', 'sec-fetch-site', 'upgrade')
/** What a header may carry on the wire at all: the rest Node refuses to send, and the raw requests do. */
const headerText = fc.oneof(
  fc.constantFrom(`Bearer ${fuzzCanary} x`, `Bearer at_query_${'x'.repeat(40)}`, `Bearer at_admin_${fuzzCanary}`, 'Basic Og==', '*/*', 'null', 'bytes=0-', 'x'.repeat(9_000), 'x'.repeat(20_000), 'same-origin', 'http://evil.example', '00-0-0-0', `user=${fuzzCanary} x`, '', '"', `W/"${fuzzCanary} x"`, '100-continue', '\u00e9\u00ff'),
  oddText.map((text) => encode(text).slice(0, 2_000)),
)
const headers = fc.dictionary(headerName, headerText, { maxKeys: 3 })

/** Any method to any path with any headers, at any door. */
export const knocking = (doors: readonly FuzzDoor[] = fuzzDoors): fc.Arbitrary<Shot> =>
  fc.tuple(fc.constantFrom(...doors), method, oddPath, headers).map(([door, verb, path, more]) => ({ door, method: verb, path, headers: more, manner: 'whole' }))

const nonsense = [
  'GET\r\n\r\n', 'GET / HTTP/9.9\r\nhost: x\r\n\r\n', `GET /${fuzzCanary} x HTTP/1.1\r\nhost: x\r\n\r\n`, 'POST /v1/runs HTTP/1.1\r\nhost: localhost\r\ncontent-length: -1\r\n\r\n',
  'POST /v1/runs HTTP/1.1\r\nhost: localhost\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n', 'POST /v1/runs HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n',
  `GET / HTTP/1.1\r\nhost: localhost\r\nx-a: \u0000${fuzzCanary} x\r\n\r\n`, `GET / HTTP/1.1\nhost: localhost\n\n`, `${fuzzCanary} x`, `GET / HTTP/1.1\r\n${'x: y\r\n'.repeat(3_000)}\r\n`, 'GET http://evil.example/v1/runs HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n',
  'CONNECT evil.example:443 HTTP/1.1\r\nhost: evil.example\r\n\r\n', 'GET /v1/runs HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', '\u0016\u0003\u0001\u0002\u0000',
  'GET / HTTP/1.1\r\n\r\n', 'GET / HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n', 'GET / HTTP/1.1\r\nhost: localhost\r\n folded: x\r\n\r\n',
]
/** Bytes that are no HTTP, or HTTP that no client would send. */
export const rawBytes = (doors: readonly FuzzDoor[] = fuzzDoors): fc.Arbitrary<Shot> =>
  fc.tuple(fc.constantFrom(...doors), fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...nonsense).map((text) => Buffer.from(text, 'latin1')) }, { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((raw) => Buffer.from(raw)) }))
    .map(([door, body]) => ({ door, method: 'RAW', path: '', headers: {}, body, manner: 'raw' }))

const page = fc.constantFrom('/', '/p/default', '/p/default/runs', '/p/default/failures', '/p/default/start', '/p/default/settings/keys', '/p/default/settings/privacy', '/p/default/runs/019aa7a2-5c00-7000-8000-000000000001', `/p/default/failures/${'a'.repeat(32)}`, `/p/${fuzzCanary}%20x`, `/p/default/runs/${fuzzCanary}%20x`, `/p/default/runs.data?_routes=${fuzzCanary}%20x`, `/p/${fuzzCanary}%20x.data`, `/__manifest?p=/${fuzzCanary}%20x&version=x`, `/assets/${fuzzCanary}%20x.js`)
/** Pages, and what their scripts read, with any query string. */
export const pages: fc.Arbitrary<Shot> = fc.tuple(page, queryString, fc.boolean(), fc.dictionary(fc.constantFrom('cookie', 'accept-language', 'referer', 'sec-fetch-site', 'if-none-match'), headerText.filter((text) => text.length < 3_000), { maxKeys: 2 })).map(([path, query, isData, more]) => ({
  door: 'web', method: 'GET', path: `${path}${path.includes('?') ? '&' : '?'}${isData ? '_data=routes%2Fruns&' : ''}${query}`, headers: more, manner: 'whole',
}))
