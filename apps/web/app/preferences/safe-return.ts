import { parseFilter, serialiseFilter } from '@agenttracer/schema'
import { isSafeName, isVersionLabel } from '@agenttracer/schema/names'

/** Pages by the words of their addresses; an id may follow. */
const page = /^\/p\/default(\/(runs|failures|versions|analytics|settings|start)(\/[0-9a-f-]{32,36})?)?$/
const comparedRuns = /^\/p\/default\/runs\/[0-9a-f-]{36}\/compare\/[0-9a-f-]{36}$/
const agentVersions = '/p/default/versions/'

/**
 * Where a form without JavaScript goes back to: a page of this site, with the filter as the codec writes it. What an address holds besides
 * is not carried on: neither a value that a rule refused, nor a path that is no page.
 */
export function safeReturn(address: unknown): string {
  if (typeof address !== 'string' || !URL.canParse(address, 'http://localhost')) return '/'
  const { pathname, searchParams, origin } = new URL(address, 'http://localhost')
  if (origin !== 'http://localhost' || !isPage(pathname)) return '/'
  const params = serialiseFilter(parseFilter(searchParams).filter)
  // The two versions that stand against each other.
  if (pathname.startsWith(agentVersions)) for (const name of ['a', 'b']) if (isVersionLabel(searchParams.get(name))) params.set(name, searchParams.get(name) ?? '')
  const kept = params.toString()
  return kept === '' ? pathname : `${pathname}?${kept}`
}

const isPage = (pathname: string): boolean =>
  page.test(pathname) || comparedRuns.test(pathname) || (pathname.startsWith(agentVersions) && isSafeName(pathname.slice(agentVersions.length)))
