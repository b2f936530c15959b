import { gzipSync } from 'node:zlib'
import { filterParameters, type FilterParameter } from '@agenttracer/schema'
import type { PlaceKind } from '../mark/place.ts'
import { get, inUrl, post, type Door, type HttpPlace, type HttpProbe } from './http-place.ts'
import { goodBatch } from './record.ts'

const content = (door: Door, id: string, where: string, probe: (text: string) => HttpProbe): HttpPlace => ({ id: `${door}.${id}`, kind: 'content', door, where, probe })

const bodies: readonly HttpPlace[] = [
  content('ingest', 'body.text', 'body that is no JSON', (text) => post('/v1/runs', text)),
  content('ingest', 'body.cut', 'JSON that is cut short', (text) => post('/v1/runs', `{"runs":[{"agentId":${JSON.stringify(text)}`)),
  content('ingest', 'body.tail', 'text after the JSON', (text) => post('/v1/runs', `{"runs":[]} ${text}`)),
  content('ingest', 'body.string', 'a JSON text in place of an object', (text) => post('/v1/runs', JSON.stringify(text))),
  content('ingest', 'body.proto', 'key below `__proto__`', (text) => post('/v1/runs', `{"__proto__":{${JSON.stringify(text)}:1},"runs":[]}`)),
  content('ingest', 'body.deep', 'text below 1,000 brackets', (text) => post('/v1/runs', `{"runs":${'['.repeat(1_000)}${JSON.stringify(text)}${']'.repeat(1_000)}}`)),
  content('ingest', 'body.plain', '`content-type: text/plain`', (text) => post('/v1/runs', text, { 'content-type': 'text/plain' })),
  content('ingest', 'body.form', 'form post', (text) => post('/v1/runs', `note=${inUrl(text)}`, { 'content-type': 'application/x-www-form-urlencoded' })),
  content('ingest', 'body.multipart', 'file upload', (text) => post('/v1/runs', `--b\r\ncontent-disposition: form-data; name="f"; filename="${text}"\r\n\r\n${text}\r\n--b--\r\n`, { 'content-type': 'multipart/form-data; boundary=b' })),
  content('ingest', 'body.no-gzip', '`content-encoding: gzip` of bytes that are none', (text) => post('/v1/runs', text, { 'content-encoding': 'gzip' })),
  content('ingest', 'body.gzip', 'compressed text', (text) => post('/v1/runs', gzipSync(text), { 'content-encoding': 'gzip' })),
  content('ingest', 'body.gzip-record', 'unknown key of a compressed record', (text) => post('/v1/runs', gzipSync(JSON.stringify({ ...goodBatch(), note: text })), { 'content-encoding': 'gzip' })),
  content('ingest', 'trpc.text', 'tRPC: body that is no JSON', (text) => post('/trpc/ingest.send', text)),
  content('ingest', 'trpc.path', 'tRPC: name of a procedure', (text) => post(`/trpc/${inUrl(text)}`, {})),
  content('ingest', 'trpc.batch', 'tRPC: input in a batch', (text) => post('/trpc/ingest.send?batch=1', { 0: { runs: [{ note: text }] } })),
]

const headers = ['authorization', 'cookie', 'user-agent', 'referer', 'x-request-id', 'x-forwarded-for', 'traceparent', 'origin', 'accept', 'content-type', 'content-encoding', 'x-customer', 'host', 'if-none-match', 'accept-language'] as const
const requestOf: Record<Door, () => HttpProbe> = { ingest: () => post('/v1/runs', goodBatch()), query: () => get('/v1/runs'), web: () => get('/p/default/runs') }

const headerPlaces = (door: Door): readonly HttpPlace[] => [
  ...headers.map((name) => content(door, `header.${name}`, `header \`${name}\``, (text) => {
    const probe = requestOf[door]()
    return { ...probe, headers: { ...probe.headers, [name]: name === 'authorization' ? `Bearer ${text}` : name === 'cookie' ? `theme=${inUrl(text)}; agenttracer_preferences=${inUrl(text)}` : text } }
  })),
  content(door, 'header.name', 'name of a header', (text) => ({ ...requestOf[door](), headers: { [`x-${text.replaceAll(/[^A-Za-z0-9]+/g, '-')}`]: '1' } })),
  content(door, 'path', 'path that does not exist', (text) => get(`/${inUrl(text)}`)),
  content(door, 'path.absolute', 'request line with a whole address', (text) => get(`http://example.com/${inUrl(text)}?q=${inUrl(text)}`)),
  content(door, 'path.authority', 'request line with a whole address: user and password', (text) => get(`http://${inUrl(text)}:${inUrl(text)}@127.0.0.1/v1/runs`)),
  content(door, 'path.matrix', 'path with parameters, backslashes and two slashes', (text) => get(`//${inUrl(text)};a=${inUrl(text)}/..%5C${inUrl(text)}`)),
  content(door, 'path.odd', 'path with a broken escape', (text) => get(`/v1/%zz/${inUrl(text)}`)),
  content(door, 'query-string', 'query string that nobody asked for', (text) => get(`/v1/runs?${inUrl(text)}=${inUrl(text)}`)),
  content(door, 'method', 'text in the body of a wrong method', (text) => ({ method: 'DELETE', path: `/v1/runs?note=${inUrl(text)}`, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ note: text }) })),
]

const queryPlaces: readonly HttpPlace[] = [
  ...[...filterParameters, 'cursor', 'limit', 'sort'].flatMap((name) => [
    content('query', `filter.${name}`, `\`GET /v1/runs?${name}=\``, (text) => get(`/v1/runs?${name}=${inUrl(text)}`)),
    content('query', `trpc.${name}`, `tRPC \`runs.list\`: \`${name}\``, (text) => get(`/trpc/runs.list?input=${inUrl(JSON.stringify({ [name]: text }))}`)),
  ]),
  content('query', 'stats', '`GET /v1/stats?agent=`', (text) => get(`/v1/stats?agent=${inUrl(text)}`)),
  content('query', 'export', '`GET /v1/runs/export?agent=`', (text) => get(`/v1/runs/export?format=csv&agent=${inUrl(text)}`)),
  content('query', 'export.format', '`GET /v1/runs/export?format=`', (text) => get(`/v1/runs/export?format=${inUrl(text)}`)),
  content('query', 'run-id', '`GET /v1/runs/{runId}`', (text) => get(`/v1/runs/${inUrl(text)}`)),
  content('query', 'steps-id', '`GET /v1/runs/{runId}/steps`', (text) => get(`/v1/runs/${inUrl(text)}/steps`)),
  content('query', 'trpc.input', 'tRPC: input that is no JSON', (text) => get(`/trpc/runs.list?input=${inUrl(text)}`)),
  content('query', 'trpc.key', 'tRPC: unknown key of an input', (text) => get(`/trpc/runs.list?input=${inUrl(JSON.stringify({ [text]: 1 }))}`)),
  content('query', 'trpc.path', 'tRPC: name of a procedure', (text) => get(`/trpc/${inUrl(text)}`)),
  content('query', 'trpc.batch', 'tRPC: input in a batch', (text) => get(`/trpc/runs.list,runs.get?batch=1&input=${inUrl(JSON.stringify({ 0: { agent: text }, 1: { runId: text } }))}`)),
  content('query', 'docs', 'path below `/docs`', (text) => get(`/docs/${inUrl(text)}`)),
]

const kindOf: Partial<Record<FilterParameter, PlaceKind>> = { version: 'label', trace: 'id', fp: 'id' }

/** Where an id goes, which the page's own address may repeat. */
const ofId = (...place: Parameters<typeof content>): HttpPlace => ({ ...content(...place), kind: 'id' })

/** A good name in a filter is shown as the filter that it is; everything else must not come back. */
const webPlaces: readonly HttpPlace[] = [
  ...filterParameters.map((name): HttpPlace => ({ id: `web.filter.${name}`, kind: kindOf[name] ?? 'name', door: 'web', where: `page of runs: \`?${name}=\``, probe: (text) => get(`/p/default/runs?${name}=${inUrl(text)}`) })),
  content('web', 'filter.unknown', 'page of runs: unknown parameter', (text) => get(`/p/default/runs?${inUrl(text)}=${inUrl(text)}`)),
  content('web', 'overview', 'overview: unknown parameter', (text) => get(`/p/default?q=${inUrl(text)}`)),
  content('web', 'project', 'project in the path', (text) => get(`/p/${inUrl(text)}`)),
  ofId('web', 'run-id', 'run in the path', (text) => get(`/p/default/runs/${inUrl(text)}`)),
  content('web', 'page', 'page that does not exist', (text) => get(`/p/default/${inUrl(text)}`)),
  content('web', 'data', 'loader data of a page (`?_data=`)', (text) => get(`/p/default/runs?_data=${inUrl(text)}&agent=${inUrl(text)}`)),
  content('web', 'single-fetch', 'data of a page (`.data`): path, parameter, `_routes`', (text) => get(`/p/default/runs/${inUrl(text)}.data?agent=${inUrl(text)}&_routes=${inUrl(text)}`)),
  content('web', 'single-fetch.filter', 'data of the page of runs (`.data`): unknown parameter', (text) => get(`/p/default/runs.data?note=${inUrl(text)}`)),
  content('web', 'single-fetch.form', 'form post to the data of a page (`.data`)', (text) => post('/p/default/runs.data', `note=${inUrl(text)}`, { 'content-type': 'application/x-www-form-urlencoded' })),
  content('web', 'manifest', 'discovery of routes (`/__manifest`): path and version', (text) => get(`/__manifest?p=${inUrl(`/p/${text}`)}&version=${inUrl(text)}`)),
  content('web', 'sign-in', 'sign-in form where there is none', (text) => post('/sign-in', `password=${inUrl(text)}&back=${inUrl(text)}`, { 'content-type': 'application/x-www-form-urlencoded' })),
  ofId('web', 'compare', 'comparison of runs: ids in the address', (text) => get(`/p/default/runs/compare?run=${inUrl(text)}&a=${inUrl(text)}`)),
  ofId('web', 'failure', 'failure in the path', (text) => get(`/p/default/failures/${inUrl(text)}?tab=${inUrl(text)}`)),
  { id: 'web.version', kind: 'label', door: 'web', where: 'agent and versions in the path', probe: (text) => get(`/p/default/versions/${inUrl(text)}?a=${inUrl(text)}&b=${inUrl(text)}&from=${inUrl(text)}`) },
  content('web', 'analytics', 'page of shares: unknown parameter', (text) => get(`/p/default/analytics?by=${inUrl(text)}&note=${inUrl(text)}`)),
  content('web', 'settings', 'page of Settings: parameter', (text) => get(`/p/default/settings/audit?cursor=${inUrl(text)}&note=${inUrl(text)}`)),
  content('web', 'form', 'form post to `/preferences`', (text) => post('/preferences', `theme=${inUrl(text)}&zone=${inUrl(text)}&note=${inUrl(text)}`, { 'content-type': 'application/x-www-form-urlencoded' })),
  content('web', 'form.back', 'form post to `/preferences`: where to go back to', (text) => post('/preferences', `theme=dark&back=${inUrl(`/p/default/runs?note=${inUrl(text)}`)}`, { 'content-type': 'application/x-www-form-urlencoded' })),
  content('web', 'form.back-path', 'form post to `/preferences`: a path that is no page', (text) => post('/preferences', `theme=dark&back=${inUrl(`/p/default/${inUrl(text)}`)}`, { 'content-type': 'application/x-www-form-urlencoded' })),
  content('web', 'form.page', 'form post to a page that takes none', (text) => post('/p/default/runs', `note=${inUrl(text)}`, { 'content-type': 'application/x-www-form-urlencoded' })),
  content('web', 'pipe.rest', 'REST through the web server', (text) => get(`/v1/runs?status=${inUrl(text)}&agent=${inUrl(text)}`)),
  content('web', 'pipe.trpc', 'tRPC through the web server', (text) => get(`/trpc/runs.list?input=${inUrl(JSON.stringify({ agent: text }))}`)),
  content('web', 'pipe.ingest', 'records through the web server', (text) => post('/v1/runs', { ...goodBatch(), note: text })),
  content('web', 'asset', 'path of a file', (text) => get(`/assets/${inUrl(text)}.js`)),
]

const ofRun = (id: string, where: string, query: (text: string) => string): HttpPlace => content('web', `run-page.${id}`, `page of a run that is there: ${where}`, (text) => get(`/p/default/runs/{run}?${query(inUrl(text))}`))

/** Pages that must find something to be shown; `{run}` stands for the id of a run. */
export const runPagePlaces: readonly HttpPlace[] = [
  ofRun('unknown', 'unknown parameter', (text) => `note=${text}&${text}=1`), ofRun('step', '`step`, `attempt`, `fold`, `z`', (text) => `step=${text}&attempt=${text}&fold=${text}&z=${text}`),
  ofRun('cmp', '`cmp`, `ctx`, `table`, `density`', (text) => `cmp=${text}&ctx=${text}&table=${text}&density=${text}`), ofRun('view', '`view`, `page`', (text) => `view=table&page=${text}&note=${text}`),
  content('web', 'run-page.compare', 'comparison of two runs that are there: unknown parameter', (text) => get(`/p/default/runs/{run}/compare/{run}?show=${inUrl(text)}&page=${inUrl(text)}&note=${inUrl(text)}`)),
]

/** Bodies, headers, paths and parameters of every door. */
export const doorPlaces: readonly HttpPlace[] = [...bodies, ...headerPlaces('ingest'), ...queryPlaces, ...headerPlaces('query'), ...webPlaces, ...headerPlaces('web')]
