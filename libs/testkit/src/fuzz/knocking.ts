import fc from 'fast-check'
import { encode, oddText } from './odd-values.ts'
import { queryString } from './reading.ts'
import { fuzzCanary, fuzzDoors, type FuzzDoor, type Shot } from './shot.ts'

const method = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'TRACE', 'PROPFIND', 'QUERY', 'PURGE', 'M-SEARCH', 'LINK')
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

const place = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('/', '/p/default', '/p/default/runs', '/p/default/failures', '/p/default/versions', '/p/default/analytics', '/p/default/runs/compare', '/p/default/start', '/p/default/settings/keys', '/p/default/settings/privacy', '/p/default/settings/webhooks', '/p/default/runs/019aa7a2-5c00-7000-8000-000000000001', `/p/default/failures/${'a'.repeat(32)}`, '/preferences') },
  { weight: 1, arbitrary: oddText.map((text) => `/p/default/runs/${encode(text)}`) },
  { weight: 1, arbitrary: oddText.map((text) => `/p/${encode(text)}`) },
)
/** A page; what its script reads instead; the list of routes that it asks for; a file. */
const page = fc.oneof(
  { weight: 3, arbitrary: place },
  { weight: 2, arbitrary: place.map((path) => `${path === '/' ? '/_root' : path}.data`) },
  { weight: 1, arbitrary: fc.tuple(place, fc.constantFrom('routes/runs', 'root', 'routes/project,root', `${fuzzCanary}%20x`, '')).map(([path, routes]) => `${path === '/' ? '/_root' : path}.data?_routes=${routes}`) },
  { weight: 1, arbitrary: fc.tuple(fc.array(place, { maxLength: 4 }), fc.constantFrom('x', '', `${fuzzCanary}%20x`)).map(([paths, version]) => `/__manifest?${paths.map((path) => `p=${encodeURIComponent(path)}`).join('&')}&version=${version}`) },
  { weight: 1, arbitrary: fc.constantFrom(`/__manifest?${'p=%2Fx&'.repeat(900)}version=x`, `/assets/${fuzzCanary}%20x.js`, '/assets/../../package.json', '/assets/%2e%2e/server/index.js', '/favicon.svg', '/%2e%2e/.env', '/_data', '/.data', '/p/default/.data') },
)
/** Pages, and what their scripts read, with any query string. */
export const pages: fc.Arbitrary<Shot> = fc.tuple(page, queryString, fc.boolean(), fc.dictionary(fc.constantFrom('cookie', 'accept-language', 'referer', 'sec-fetch-site', 'sec-fetch-dest', 'x-remix-response', 'if-none-match'), headerText.filter((text) => text.length < 3_000), { maxKeys: 2 })).map(([path, query, isData, more]) => ({
  door: 'web', method: 'GET', path: `${path}${path.includes('?') ? '&' : '?'}${isData ? '_data=routes%2Fruns&' : ''}${query}`, headers: more, manner: 'whole',
}))
