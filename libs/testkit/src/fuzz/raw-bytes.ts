import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { fuzzCanary, fuzzDoors, type FuzzDoor, type Manner, type Shot } from './shot.ts'

const host = 'host: localhost\r\n'
const json = 'content-type: application/json\r\n'
const batch = '{"runs":[],"steps":[]}'
const post = (more: string, body: string): string => `POST /v1/runs HTTP/1.1\r\n${host}${json}${more}\r\n${body}`
const chunked = (...parts: string[]): string => [...parts, ''].map((part) => `${part.length.toString(16)}\r\n${part}\r\n`).join('')
const get = (path: string, more = ''): string => `GET ${path} HTTP/1.1\r\n${host}${more}\r\n`

/** No HTTP, or HTTP that is wrong. */
const wrong = [
  'GET\r\n\r\n', 'GET / HTTP/9.9\r\nhost: x\r\n\r\n', `GET /${fuzzCanary} x HTTP/1.1\r\nhost: x\r\n\r\n`, post('content-length: -1\r\n', ''), post('content-length: 99999999999999999999\r\n', '{}'), post('content-length: 2\r\ncontent-length: 3\r\n', '{}'),
  'POST /v1/runs HTTP/1.1\r\nhost: localhost\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n', post('transfer-encoding: chunked\r\n', 'zz\r\n{}\r\n0\r\n\r\n'), post('transfer-encoding: chunked\r\n', 'ffffffffffffffff\r\n{}'), post('transfer-encoding: gzip, chunked\r\n', chunked(batch)),
  `GET / HTTP/1.1\r\n${host}x-a: \u0000${fuzzCanary} x\r\n\r\n`, 'GET / HTTP/1.1\nhost: localhost\n\n', `${fuzzCanary} x`, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', '\u0016\u0003\u0001\u0002\u0000', 'GET / HTTP/1.1\r\n\r\n', 'GET / HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n', 'GET / HTTP/1.1\r\nhost: localhost\r\n folded: x\r\n\r\n',
  `${fuzzCanary.repeat(20)} / HTTP/1.1\r\n${host}\r\n`, `GET ${'/x'.repeat(9_000)} HTTP/1.1\r\n${host}\r\n`,
]
/** HTTP that is right and that no client sends: many headers, whole addresses, upgrades, trailers, several requests at once. */
const odd = [
  `GET / HTTP/1.1\r\n${'x: y\r\n'.repeat(3_000)}\r\n`, get('/health/live', Array.from({ length: 1_500 }, (_, at) => `x-${at}: ${at}\r\n`).join('')), get('/v1/runs', `cookie: ${'a=b; '.repeat(2_000)}\r\n`),
  'GET http://evil.example/v1/runs HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n', `GET http://user:${fuzzCanary}%20x@localhost/trpc/runs.list HTTP/1.1\r\n${host}\r\n`, 'GET //evil.example/v1/runs HTTP/1.1\r\nhost: localhost\r\n\r\n', 'OPTIONS * HTTP/1.1\r\nhost: localhost\r\n\r\n',
  'CONNECT evil.example:443 HTTP/1.1\r\nhost: evil.example\r\n\r\n', `CONNECT ${fuzzCanary} HTTP/1.1\r\n\r\n`, `TRACE / HTTP/1.1\r\n${host}x-a: ${fuzzCanary} x\r\n\r\n`, `QUERY /v1/runs HTTP/1.1\r\n${host}${json}content-length: 2\r\n\r\n{}`, `BREW /coffee HTTP/1.1\r\n${host}\r\n`,
  get('/v1/runs', 'connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-key: eA==\r\n'), get('/v1/runs', 'connection: upgrade, http2-settings\r\nupgrade: h2c\r\nhttp2-settings: AAMAAABk\r\n'),
  post('transfer-encoding: chunked\r\ntrailer: x-sum\r\n', `${chunked(batch).slice(0, -2)}x-sum: ${fuzzCanary} x\r\ncontent-length: 9\r\n\r\n`), post('transfer-encoding: chunked\r\n', `${chunked(batch).slice(0, -2)}${'x: y\r\n'.repeat(4_000)}\r\n`), post('transfer-encoding: chunked\r\n', chunked(...batch)), post('transfer-encoding: chunked\r\n', `16;a=${'b'.repeat(20_000)}\r\n${batch}\r\n0\r\n\r\n`),
  post(`expect: 100-continue\r\ncontent-length: ${batch.length}\r\n`, batch), post('expect: 100-continue\r\ncontent-length: 22\r\n', ''), post(`expect: ${fuzzCanary}\r\ncontent-length: 22\r\n`, batch), `GET /v1/runs HTTP/1.1\r\n${host}${json}content-length: ${batch.length}\r\n\r\n${batch}`,
  get('/health/live').repeat(30), `${get('/health/live')}${post(`content-length: ${batch.length}\r\n`, batch)}${get('/v1/runs')}`, `${get('/v1/runs?limit=1')}GET / HTTP/9\r\n\r\n`, `${post('content-length: 3\r\n', '{}x')}${get('/v1/runs/x')}`, `HEAD /v1/runs HTTP/1.1\r\n${host}\r\n${get('/openapi.json')}`, `${get('/', 'connection: close\r\n')}${get('/')}`,
  `GET /v1/runs HTTP/1.0\r\n${host}\r\n`, `GET /p/default HTTP/1.0\r\n${host}connection: keep-alive\r\n\r\n`, post('content-length: 500\r\n', '{"runs":['), get('/v1/runs', 'range: bytes=0-1,5-6\r\nif-range: "x"\r\n'),
]
const packed = gzipSync(Buffer.alloc(4 * 1_048_576, '['))
const texts = [...wrong, ...odd].map((text) => Buffer.from(text, 'latin1'))
const bytes = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...texts, Buffer.concat([Buffer.from(post(`content-encoding: gzip\r\ncontent-length: ${packed.length}\r\n`, ''), 'latin1'), packed])) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((raw) => Buffer.from(raw)) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...texts), fc.nat({ max: 4_000 }), fc.nat({ max: 255 })).map(([text, at, byte]) => Buffer.from(text).fill(byte, at % text.length, (at % text.length) + 1)) },
)
const manner = fc.oneof({ weight: 6, arbitrary: fc.constant<Manner>('raw') }, { weight: 1, arbitrary: fc.constant<Manner>('crawl') })

/** Bytes over a bare socket, whole and then half closed, or piece by piece and then no more. */
export const rawBytes = (doors: readonly FuzzDoor[] = fuzzDoors): fc.Arbitrary<Shot> => fc.tuple(fc.constantFrom(...doors), bytes, manner).map(([door, body, how]) => ({ door, method: 'RAW', path: '', headers: {}, body, manner: how }))
