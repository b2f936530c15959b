import type { PlaceKind } from '../mark/place.ts'
import { inUrl, post, type HttpPlace, type HttpProbe } from './http-place.ts'

/** A place that takes the admin key; whoever sends the probe adds it, and to a form the origin of the page. */
export interface ControlPlace extends HttpPlace {
  /** The answer shows what was typed. */
  readonly kind: PlaceKind
}

/** As much as a typed name may have. */
const cut = (text: string): string => text.slice(0, 40).trim()
/** For a target, which takes only what needs no quoting. */
const inTarget = (text: string): string => inUrl(text).replaceAll(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16)}`)
let made = 0
/** Another one at each call: a name that is there already would be refused. */
const slug = (): string => `canary-${(made += 1).toString(36)}`

const call = (kind: PlaceKind, procedure: string, field: string, input: (text: string) => object): ControlPlace => ({
  id: `query.control.${procedure}.${field}`, kind, door: 'query', where: `tRPC \`${procedure}\`: \`${field}\``, probe: (text) => post(`/trpc/${procedure}`, input(text)),
})
const key = (more: object): object => ({ scope: 'query', name: 'canary', ...more })
const webhook = (more: object): object => ({ name: 'canary', target: 'http://127.0.0.1:9/hook', form: 'json', ...more })
const failure = (more: object): object => ({ fp: '0'.repeat(32), state: 'open', ...more })

const calls: readonly ControlPlace[] = [
  call('typed', 'projects.create', 'name', (text) => ({ slug: slug(), name: cut(text) })),
  call('typed', 'keys.create', 'name', (text) => key({ name: cut(text) })),
  call('typed', 'views.save', 'name', (text) => ({ name: cut(text), address: 'status=failed' })),
  call('typed', 'webhooks.create', 'name', (text) => webhook({ name: cut(text) })),
  call('typed', 'webhooks.create', 'target', (text) => webhook({ target: `http://127.0.0.1:9/${inTarget(text)}?q=${inTarget(text)}` })),
  call('content', 'projects.create', 'slug', (text) => ({ slug: text, name: 'canary' })),
  call('content', 'projects.create', 'name-too-long', (text) => ({ slug: slug(), name: text.repeat(9) })),
  call('content', 'projects.deleteEnvironment', 'environment', (text) => ({ environment: text })),
  call('content', 'retention.set', 'days', (text) => ({ days: text })),
  call('content', 'names.reset', 'agent', (text) => ({ agent: text })),
  call('content', 'keys.create', 'scope', (text) => key({ scope: text })),
  call('content', 'keys.create', 'expiresInDays', (text) => key({ expiresInDays: text })),
  call('content', 'keys.create', 'other-key', (text) => key({ [text]: text })),
  call('content', 'keys.revoke', 'keyId', (text) => ({ keyId: text })),
  call('content', 'views.save', 'address', (text) => ({ name: 'canary', address: `note=${inUrl(text)}` })),
  call('content', 'views.delete', 'viewId', (text) => ({ viewId: text })),
  call('content', 'webhooks.create', 'target-text', (text) => webhook({ target: text })),
  call('content', 'webhooks.create', 'target-user', (text) => webhook({ target: `https://joe:${inUrl(text)}@example.com/hook` })),
  call('content', 'webhooks.create', 'form', (text) => webhook({ form: text })),
  call('content', 'webhooks.create', 'silentAfterMinutes', (text) => webhook({ silentAfterMinutes: text })),
  call('content', 'webhooks.create', 'headers', (text) => webhook({ headers: { 'x-customer': text } })),
  call('content', 'webhooks.remove', 'webhookId', (text) => ({ webhookId: text })),
  call('content', 'webhooks.test', 'webhookId', (text) => ({ webhookId: text })),
  call('content', 'failures.setState', 'fp', (text) => failure({ fp: text })),
  call('content', 'failures.setState', 'state', (text) => failure({ state: text })),
  call('content', 'failures.setState', 'note', (text) => failure({ note: text })),
  { ...call('content', 'keys.list', 'project-header', () => ({})), where: 'header `x-agenttracer-project`', probe: (text) => ({ method: 'GET', path: '/trpc/keys.list', headers: { 'x-agenttracer-project': text.replaceAll(/[^ -~]/g, '') } }) },
  { ...call('content', 'audit.list', 'cursor', () => ({})), probe: (text) => ({ method: 'GET', path: `/trpc/audit.list?input=${inUrl(JSON.stringify({ cursor: text, limit: text }))}` }) },
]

type Fields = Readonly<Record<string, string>>
const formPost = (page: string, fields: Fields): HttpProbe => post(`/p/default/${page}`, new URLSearchParams(fields).toString(), { 'content-type': 'application/x-www-form-urlencoded' })
const form = (kind: PlaceKind, page: string, field: string, fields: (text: string) => Fields): ControlPlace => ({
  id: `web.settings.${page.split('/').at(-1) ?? ''}.${field}`, kind, door: 'web', where: `form of \`${page}\`: \`${field}\``, probe: (text) => formPost(page, fields(text)),
})
const everywhere = (text: string): Fields => Object.fromEntries(['wish', 'name', 'scope', 'days', 'keyId', 'prefix', 'agent', 'slug', 'environment', 'target', 'form', 'webhookId', 'silentAfterMinutes', 'confirm', 'note'].map((name) => [name, text]))

const forms: readonly ControlPlace[] = [
  form('typed', 'settings/keys', 'name', (text) => ({ wish: 'make', scope: 'query', name: cut(text) })),
  form('typed', 'settings/webhooks', 'name', (text) => ({ wish: 'make', name: cut(text), target: 'http://127.0.0.1:9/hook', form: 'json' })),
  form('typed', 'settings/webhooks', 'target', (text) => ({ wish: 'make', name: 'canary', target: `http://127.0.0.1:9/${inTarget(text)}`, form: 'json' })),
  form('content', 'settings/keys', 'days', (text) => ({ wish: 'make', scope: 'query', name: 'canary', days: text })),
  form('content', 'settings/keys', 'prefix', (text) => ({ wish: 'revoke', keyId: text, prefix: text })),
  form('content', 'settings/webhooks', 'bad-target', (text) => ({ wish: 'make', name: 'canary', target: text, form: 'json' })),
  form('content', 'settings/webhooks', 'webhook-id', (text) => ({ wish: 'test', webhookId: text })),
  form('content', 'settings/privacy', 'agent', (text) => ({ wish: 'reset-names', agent: text })),
  ...['keys', 'project', 'retention', 'privacy', 'webhooks', 'members', 'audit'].map((page) => form('content', `settings/${page}`, 'every-field', everywhere)),
]

/** Control: what a person types, and every other field of the same calls and forms. */
export const controlPlaces: readonly ControlPlace[] = [...calls, ...forms]
