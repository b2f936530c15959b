import type { Place } from '../mark/place.ts'

/** Places of a browser with JavaScript on. */
export const browserPlaces = [
  { id: 'browser.parameter', kind: 'content', where: 'parameter of an address that nobody asked for' },
  { id: 'browser.overview', kind: 'content', where: 'name of a parameter' },
  { id: 'browser.fragment', kind: 'content', where: 'fragment of an address' },
  { id: 'browser.path', kind: 'content', where: 'path that is no page' },
  { id: 'browser.run-id', kind: 'content', where: 'path of a run that is none' },
  { id: 'browser.filter', kind: 'content', where: 'value of a filter that takes listed words only' },
  { id: 'browser.field', kind: 'content', where: 'typed into fields of Settings and not sent' },
  { id: 'browser.palette', kind: 'content', where: 'typed into the palette' },
] as const satisfies readonly Place[]
