import { keepPreviousData } from '@tanstack/react-query'
import type { Api } from '../../api/api-context.ts'
import { listInput } from './list-query.ts'
import type { ListQuery } from './list-query.ts'

/** The old rows stay, dimmed, while a changed filter is answered. */
export const runsQuery = (api: Api, query: ListQuery) => api.runs.list.queryOptions(listInput(query), { placeholderData: keepPreviousData })

export const agentsQuery = (api: Api) => api.agents.list.queryOptions()
