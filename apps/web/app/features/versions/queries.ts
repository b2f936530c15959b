import { parseFilter } from '@agenttracer/schema'
import type { RunFilter } from '@agenttracer/schema'
import type { VersionsDiffInput, VersionsListInput } from '@agenttracer/schema/query'
import { keepPreviousData } from '@tanstack/react-query'
import type { Api } from '../../api/api-context.ts'
import { filterInputOf } from '../../api/filter-input.ts'

/** Versions move slowly, and comparing them reads two weeks. */
const freshMs = 60_000

/** Versions come slower than failures: two weeks hold some of most agents. */
export const defaultWindow = '14d'

/** Time and environment of the address, as the codec writes them. */
export const windowOf = (params: URLSearchParams): Pick<RunFilter, 'env' | 'from' | 'to' | 'last'> => {
  const { env, from, to, last } = parseFilter(params).filter
  return { ...(env === undefined ? {} : { env }), ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }), ...(last === undefined ? {} : { last }) }
}

export function diffInput(agent: string, params: URLSearchParams): VersionsDiffInput {
  const [a, b] = [params.get('a') ?? '', params.get('b') ?? '']
  return { ...(filterInputOf(windowOf(params)) as Partial<VersionsDiffInput>), agent, ...(a === '' ? {} : { a }), ...(b === '' ? {} : { b }) }
}

export const diffQuery = (api: Api, agent: string, params: URLSearchParams) => api.versions.diff.queryOptions(diffInput(agent, params), { staleTime: freshMs, placeholderData: keepPreviousData })
export const listQuery = (api: Api, params: URLSearchParams) => api.versions.list.queryOptions(filterInputOf(windowOf(params)) as VersionsListInput, { staleTime: freshMs, placeholderData: keepPreviousData })
