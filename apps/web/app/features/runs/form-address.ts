import { filterParameters } from '@agenttracer/schema'
import { listAddress, readListQuery } from './list-query.ts'

/** Set by every form of the list, so that its fields can be told from an address of the codec. */
export const formMark = 'form'
/** The value of the time choice that stands for `from` and `to`. */
export const chosenRange = 'range'

const ownFields: ReadonlySet<string> = new Set([formMark, 'add', 'fromAt', 'toAt'])
const typedFilter = /^(!?)([A-Za-z]{2,9}):\s*(!?)(.+)$/

/**
 * The address that a submitted form means: empty fields left out, the typed filter and the times in the codec's words. `unread` says that
 * something typed was no filter; the text itself is not repeated. Undefined for an address that no form made.
 */
export function submittedAddress(params: URLSearchParams): string | undefined {
  if (!params.has(formMark)) return undefined
  const next = new URLSearchParams([...params].filter(([name, value]) => value !== '' && !ownFields.has(name)))
  if (params.has('last')) chooseTime(next, params.get('last') ?? '')
  for (const [field, name] of [['fromAt', 'from'], ['toAt', 'to']] as const) if (params.has(field)) setTime(next, name, params.get(field) ?? '')
  const isRead = addTyped(next, params.get('add')?.trim() ?? '')
  const query = readListQuery(next)
  const address = listAddress({ ...query, cursor: null })
  return isRead && query.dropped.length === 0 ? address : `${address}${address === '?' ? '' : '&'}unread=1`
}

function chooseTime(next: URLSearchParams, last: string): void {
  if (last === chosenRange) return next.delete('last')
  next.delete('from')
  next.delete('to')
}

/** A field of a form carries no zone: it is UTC, and says so. */
function setTime(next: URLSearchParams, name: 'from' | 'to', value: string): void {
  next.delete('last')
  if (value === '') next.delete(name)
  else next.set(name, `${value}Z`)
}

/** False when the text is not a filter such as `tool:search_docs` or `agent:!demo`. */
function addTyped(next: URLSearchParams, text: string): boolean {
  if (text === '') return true
  const [, before = '', field = '', after = '', value = ''] = typedFilter.exec(text) ?? []
  const name = filterParameters.find((known) => known === field)
  if (name === undefined) return false
  const isChoice = ['agent', 'version', 'env', 'status', 'cat', 'code', 'name', 'tool', 'model'].includes(name)
  if (isChoice) next.append(name, `${before || after}${value.trim()}`)
  else next.set(name, value.trim())
  return true
}
