import { controlPlaces, isPlanted, send, type ControlPlace, type HttpProbe, type MarkForm, type Surface } from '@agenttracer/testkit/canary'
import { surface, type Answers } from './collect.ts'
import type { Stack } from './stack.ts'

/** What the control calls and forms answered: what a person typed is in its place there. */
export interface ControlAnswers {
  readonly calls: Uint8Array[]
  readonly pages: Uint8Array[]
}

export const newControlAnswers = (): ControlAnswers => ({ calls: [], pages: [] })

interface Controlling {
  readonly stack: Stack
  readonly form: MarkForm
  readonly plant: (place: ControlPlace) => string
}

/** Sends every control call with the admin key and every form of Settings as its page does. */
export async function probeControl({ stack, form, plant }: Controlling, into: ControlAnswers, answers: Answers): Promise<void> {
  for (const place of controlPlaces) {
    const origin = stack.origins[place.door]
    if (origin === undefined || !isPlanted(place, form)) continue
    const { status, bytes } = await send(origin, asWhoMay(place.probe(plant(place)), stack, origin, place.door))
    if (status >= 500) answers.faults.push(`${place.id} was answered ${status}`)
    // Whatever a form of Settings answers shows the lists of what was typed; a refusal of a call shows nothing of it.
    const list = place.door === 'web' ? into.pages : place.kind === 'typed' ? into.calls : answers.errors
    list.push(bytes)
    if (place.kind === 'typed' && status >= 400) answers.faults.push(`${place.id} was refused with ${status}: nothing was typed`)
  }
}

function asWhoMay(probe: HttpProbe, { adminKey }: Stack, origin: string, door: string): HttpProbe {
  const more = door === 'web' ? { origin, 'sec-fetch-site': 'same-origin' } : { authorization: `Bearer ${adminKey}` }
  return { ...probe, headers: { ...probe.headers, ...more } }
}

const controlReads = ['keys.list', 'projects.list', 'views.list', 'webhooks.list'] as const
/** Where nothing that a person types may stand. */
const factReads = ['audit.list', 'webhooks.deliveries', 'privacy.facts'] as const
const settingsPages = ['keys', 'project', 'retention', 'webhooks', 'members'] as const

/** Reads with the admin key what control shows: apart the lists of what people typed, and the records of who did what. */
export async function readControl({ origins, adminKey }: Stack, { calls, pages }: ControlAnswers): Promise<readonly Surface[]> {
  const read = async (name: string): Promise<string> => (await fetch(`${origins.query}/trpc/${name}?input=${encodeURIComponent('{}')}`, { headers: { authorization: `Bearer ${adminKey}` } })).text()
  const page = async (path: string): Promise<string> => (await fetch(`${origins.web}/p/default/settings/${path}`)).text()
  const lists = [surface('control answers', [...calls, ...(await Promise.all(controlReads.map(read)))]), surface('audit and deliveries', await Promise.all(factReads.map(read)))]
  if (origins.web === undefined) return lists
  return [...lists, surface('Settings pages', [...pages, ...(await Promise.all(settingsPages.map(page)))]), surface('audit and privacy pages', await Promise.all([page('audit'), page('privacy')]))]
}
