/**
 * `content`: text that is not a name; nothing of it may leave, whatever it looks like. `name`: what a developer declares as a name; an
 * identifier is stored as one (docs/explanation/privacy says so), prose and credentials are not. `label`: a version label, which may also be
 * a hash or a number. `column`: written past the product, where the database's own walls stop prose and know no credentials. `id`: an id goes there, so that hex
 * and UUIDs are in place; nothing else is. `typed`: one of the few fields that a person types
 * (names of keys, projects, views and webhooks, a webhook's target): it is stored, and shown where it was typed.
 */
export type PlaceKind = 'content' | 'name' | 'label' | 'column' | 'id' | 'typed'

/** One place where content can ride. */
export interface Place {
  readonly id: string
  readonly kind: PlaceKind
  /** Where exactly, in words of the framework or protocol. */
  readonly where: string
}

/**
 * What is planted. `prose`: spaces and punctuation. `secret`: the shape of a known credential. `identifier`: passes every name rule, so that
 * its absence shows that the place is not read at all.
 */
export const markForms = ['prose', 'secret', 'identifier'] as const
export type MarkForm = (typeof markForms)[number]

const formsOf: Record<PlaceKind, readonly MarkForm[]> = { content: markForms, name: ['prose', 'secret'], label: ['prose', 'secret'], column: ['prose'], id: markForms, typed: markForms }

export const isPlanted = (place: Place, form: MarkForm): boolean => formsOf[place.kind].includes(form)

export const isMarkForm = (text: string): text is MarkForm => (markForms as readonly string[]).includes(text)

/** Where what a person types is in its place: its column, and the answers and pages of the control calls. Logs, metrics, audit and deliveries are not among them. */
export const typedSurfaces: readonly string[] = ['database dump', 'data and WAL', 'control answers', 'Settings pages']
