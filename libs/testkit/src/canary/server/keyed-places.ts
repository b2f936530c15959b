import type { PlaceKind } from '../mark/place.ts'
import { get, inUrl, post, type Door, type HttpPlace, type HttpProbe } from './http-place.ts'
import { goodBatch, withValueAt } from './record.ts'

const at = (door: Door, id: string, where: string, probe: (text: string) => HttpProbe, kind: PlaceKind = 'content'): HttpPlace => ({ id: `${door}.keyed.${id}`, kind, door, where, probe })
const formType = { 'content-type': 'application/x-www-form-urlencoded' }
const page = { accept: 'text/html' }

/** Places of an instance that asks for keys and a sign-in. */
export const keyedPlaces: readonly HttpPlace[] = [
  at('ingest', 'key', 'with keys: a key that is none', (text) => post('/v1/runs', goodBatch(), { authorization: `Bearer ${text}` })),
  at('ingest', 'key-form', 'with keys: text behind the beginning of a key', (text) => post('/v1/runs', goodBatch(), { authorization: `Bearer at_ingest_${text}` })),
  at('ingest', 'scheme', 'with keys: scheme of the header', (text) => post('/v1/runs', goodBatch(), { authorization: text })),
  at('ingest', 'none', 'with keys: body without a key', (text) => post('/v1/runs', { ...goodBatch(), note: text })),
  at('query', 'key', 'with keys: a key that is none', (text) => get('/v1/runs', { authorization: `Bearer ${text}` })),
  at('query', 'url', 'with keys: key in the address', (text) => get(`/v1/runs?api_key=${inUrl(text)}`)),
  at('query', 'control', 'with keys: control without a key', (text) => post('/trpc/keys.create', { scope: 'query', name: text.slice(0, 40) })),
  at('web', 'password', 'sign-in: password', (text) => post('/', `password=${inUrl(text)}`, { ...formType, ...page })),
  at('web', 'other-field', 'sign-in: another field', (text) => post('/', `user=${inUrl(text)}&password=`, { ...formType, ...page })),
  at('web', 'cookie', 'sign-in: cookie of the session', (text) => get('/p/default', { ...page, cookie: `agenttracer_session=${inUrl(text)}; __Host-agenttracer=${inUrl(text)}` })),
  at('web', 'path', 'sign-in: page that was asked for', (text) => get(`/p/default/${inUrl(text)}?note=${inUrl(text)}`, page)),
  at('web', 'trpc', 'sign-in: call without a session', (text) => get(`/trpc/runs.list?input=${inUrl(JSON.stringify({ agent: text }))}`)),
  at('web', 'filter', 'sign-in: filter that was asked for', (text) => get(`/p/default/runs?note=${inUrl(text)}`, page)),
]

/** What is in flight when a process is killed. */
export const crashPlaces = [
  { id: 'crash.key', kind: 'content', where: 'kill -9 in the middle of a batch: unknown key' },
  { id: 'crash.name', kind: 'name', where: 'kill -9 in the middle of a batch: name of an agent' },
  { id: 'crash.error', kind: 'content', where: 'kill -9 in the middle of a batch: message of an error' },
  { id: 'crash.body', kind: 'content', where: 'kill -9 in the middle of a body that is half sent' },
  { id: 'migration.unknown', kind: 'content', where: 'migration that fails: row in its own table that no release knows' },
  { id: 'migration.raised', kind: 'content', where: 'migration that fails: text of an error that the server raises, with detail and hint' },
  { id: 'migration.constraint', kind: 'content', where: 'migration that fails: a row that breaks a new constraint' },
] as const satisfies readonly { id: string; kind: PlaceKind; where: string }[]

type CrashPlace = (typeof crashPlaces)[number]['id']

/** A batch as one is in flight: good records around marks. */
export function crashBatch(plant: (id: CrashPlace) => string): unknown {
  const named = withValueAt(goodBatch(), ['runs', 0, 'agentId'], plant('crash.name'))
  const wrong = withValueAt(named, ['runs', 0, 'signals', 'chain', 0, 'message'], plant('crash.error'))
  return withValueAt(wrong, ['steps', 0, 'prompt'], plant('crash.key'))
}
