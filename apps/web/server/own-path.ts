import { isSafeName, isVersionLabel } from '@agenttracer/schema/names'
import { filterParameters, parseFilter, serialiseFilter } from '@agenttracer/schema'

const id = /^[0-9a-f-]{0,36}$/
const word = (text: string): boolean => id.test(text) || isSafeName(text) || isVersionLabel(text)
const filters: ReadonlySet<string> = new Set(filterParameters)

/**
 * Where a person wanted to go, on this server (`//host` and `/\host` are other servers), for a redirect. Of the address stays what a page of ours
 * can have in it: words, ids, and filters as the codec writes them. Nothing that a rule refuses is sent back.
 */
export function ownPath(address: string): string {
  const base = 'http://localhost'
  if (!/^\/(?![/\\])/.test(address) || !URL.canParse(address, base)) return '/'
  const { pathname, searchParams } = new URL(address, base)
  if (pathname.startsWith('/sign-out') || !pathname.split('/').every(word)) return '/'
  const kept = serialiseFilter(parseFilter(searchParams).filter)
  for (const [name, value] of searchParams) if (!filters.has(name) && isSafeName(name) && word(value)) kept.append(name, value)
  const query = kept.toString()
  return query === '' ? pathname : `${pathname}?${query}`
}
