import { parseFilter, serialiseFilter } from '@agenttracer/schema'

/** Pages by the words of their addresses; an id may follow. */
const page = /^\/p\/default(\/(runs|failures|versions|analytics|settings|start)(\/[0-9a-f-]{32,36})?)?$/

/**
 * Where a form without JavaScript goes back to: a page of this site, with the filter as the codec writes it. What an address holds besides
 * is not carried on: neither a value that a rule refused, nor a path that is no page.
 */
export function safeReturn(address: unknown): string {
  if (typeof address !== 'string' || !URL.canParse(address, 'http://localhost')) return '/'
  const { pathname, searchParams, origin } = new URL(address, 'http://localhost')
  if (origin !== 'http://localhost' || !page.test(pathname)) return '/'
  const kept = serialiseFilter(parseFilter(searchParams).filter).toString()
  return kept === '' ? pathname : `${pathname}?${kept}`
}
