import type { RunFilter } from '@agenttracer/schema'
import { keepPreviousData } from '@tanstack/react-query'
import type { Api } from '../../api/api-context.ts'
import { filterInputOf } from '../../api/filter-input.ts'
import { listInput } from './list-query.ts'
import type { ListQuery } from './list-query.ts'

/** The old rows stay, dimmed, while a changed filter is answered. */
export const runsQuery = (api: Api, query: ListQuery) => api.runs.list.queryOptions(listInput(query), { placeholderData: keepPreviousData })

export const viewsQuery = (api: Api) => api.views.list.queryOptions()

export const agentsQuery = (api: Api) => api.agents.list.queryOptions()

/** Counts over the same runs as the list. */
export const facetsQuery = (api: Api, filter: RunFilter) =>
  api.runs.facets.queryOptions(filterInputOf(filter), { placeholderData: keepPreviousData })

/** Bars over the same runs as the list. */
export const histogramQuery = (api: Api, filter: RunFilter) => api.runs.histogram.queryOptions(filterInputOf(filter), { placeholderData: keepPreviousData })

/** Whether there is any run for a filter. */
export const anyRunQuery = (api: Api, filter: RunFilter) => api.runs.list.queryOptions({ ...filterInputOf(filter), limit: 1 })
