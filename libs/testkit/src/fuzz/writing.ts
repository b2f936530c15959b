import fc from 'fast-check'
import { bomb, contentType, jsonBytes, packed } from './bodies.ts'
import { encode, oddText } from './odd-values.ts'
import { callInput } from './reading.ts'
import { sentValue } from './records.ts'
import { fuzzCanary, type Manner, type Shot } from './shot.ts'

const manner: fc.Arbitrary<Manner> = fc.oneof({ weight: 400, arbitrary: fc.constant<Manner>('whole') }, { weight: 1, arbitrary: fc.constantFrom<Manner>('drip', 'cut') })
const ingestPath = fc.constantFrom('/v1/runs', '/v1/runs', '/v1/runs', '/trpc/ingest.send', '/trpc/ingest.send?batch=1', '/v1/traces', `/trpc/${fuzzCanary}`, '/v1/runs/x', '/v1/runs?a=1')

/** Records to the ingest door, plain and compressed. */
export const records: fc.Arbitrary<Shot> = fc
  .tuple(ingestPath, fc.oneof({ weight: 2_000, arbitrary: packed(jsonBytes(sentValue)) }, { weight: 1, arbitrary: bomb }), contentType, manner)
  .map(([path, { body, headers }, type, how]) => ({ door: 'ingest', method: 'POST', path, headers: { 'content-type': type, ...headers }, body, manner: how }))

/** Calls that change something, with the admin key or without it. */
export const control = (names: readonly string[]): fc.Arbitrary<Shot> =>
  fc.tuple(fc.constantFrom(...names, `${fuzzCanary}.set`), jsonBytes(callInput), fc.boolean(), contentType, manner).map(([name, body, isAdmin, type, how]) => ({
    door: 'query', method: 'POST', path: `/trpc/${name}`, headers: { 'content-type': type }, body, manner: how, isAdmin,
  }))

const formKeys = ['wish', 'name', 'address', 'viewId', 'url', 'kinds', 'scope', 'days', 'keyId', 'prefix', 'version', 'percent', 'theme', 'zone', 'back', 'in', 'agent', 'password', `${fuzzCanary} x`]
const formWords = ['make', 'save-view', 'delete-view', 'test', 'http://127.0.0.1:1/x', 'revoke', 'preview', 'remove-demo', 'resolve', 'ignore', 'ignore-days', 'ignore-above', 'open', 'dark', 'UTC', '/p/default', '//evil.example', 'place', '7', 'ingest', 'registry']
const formBody = fc.array(fc.tuple(fc.constantFrom(...formKeys), fc.oneof(fc.constantFrom(...formWords), oddText)), { maxLength: 5 }).map((pairs) => pairs.map(([key, value]) => `${encode(key)}=${encode(key === 'name' ? value.replaceAll(fuzzCanary, 'typed') : value)}`).join('&'))
const formPath = fc.constantFrom('/preferences', '/p/default/settings/keys', '/p/default/settings/project', '/p/default/settings/retention', '/p/default/settings/privacy', '/p/default/settings/webhooks', '/p/default', '/', `/p/default/failures/${'a'.repeat(32)}`, '/p/default/runs', '/sign-in', '/sign-out')
const formType = fc.constantFrom('application/x-www-form-urlencoded', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'multipart/form-data', 'text/plain', 'application/json')

/** Form posts to the web server, from its own pages or from somewhere else. */
export const forms: fc.Arbitrary<Shot> = fc.tuple(formPath, formBody, formType, fc.constantFrom<string>('same-origin', 'same-origin', 'cross-site', 'none'), fc.constantFrom('', '', '.data', '.data?index', '?index', '?_data=routes%2Fsettings-keys')).map(([path, body, type, site, suffix]) => ({
  door: 'web', method: 'POST', path: path + suffix, headers: { 'content-type': type, 'sec-fetch-site': site }, body: Buffer.from(body), manner: 'whole',
}))
