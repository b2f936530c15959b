import { parseFilter, serialiseFilter } from '@agenttracer/schema'
import type { RunFilter } from '@agenttracer/schema'

/** Fields whose values a reader picks one by one. */
export type ChoiceParameter = 'agent' | 'version' | 'env' | 'status' | 'code' | 'tool' | 'model'

function changed(filter: RunFilter, change: (params: URLSearchParams) => void): RunFilter {
  const params = serialiseFilter(filter)
  change(params)
  return parseFilter(params).filter
}

/** The filter with this value as the one choice of its field. */
export const onlyValue = (filter: RunFilter, field: ChoiceParameter, value: string): RunFilter => changed(filter, (params) => params.set(field, value))

/** The filter that also takes this value. */
export const withValue = (filter: RunFilter, field: ChoiceParameter, value: string): RunFilter =>
  changed(filter, (params) => {
    params.delete(field, `!${value}`)
    params.append(field, value)
  })

/** The filter that says nothing of this value. */
export const withoutValue = (filter: RunFilter, field: ChoiceParameter, value: string): RunFilter =>
  changed(filter, (params) => {
    params.delete(field, value)
    params.delete(field, `!${value}`)
  })

/** The filter that leaves this value out. */
export const excludingValue = (filter: RunFilter, field: ChoiceParameter, value: string): RunFilter =>
  changed(filter, (params) => {
    params.delete(field, value)
    params.append(field, `!${value}`)
  })

/** The filter over a range of time; a rolling window gives way. */
export const between = (filter: RunFilter, from: string, to: string): RunFilter =>
  changed(filter, (params) => {
    params.delete('last')
    params.set('from', from)
    params.set('to', to)
  })
