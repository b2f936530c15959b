import { keepPreviousData } from '@tanstack/react-query'
import type { FailureInput } from '@agenttracer/schema/query'
import type { Api } from '../../api/api-context.ts'
import { groupsInput } from './list-query.ts'
import type { GroupsQuery } from './list-query.ts'

/** Groups move slowly, and judging them reads two weeks. */
const freshMs = 60_000

export const groupsQuery = (api: Api, query: GroupsQuery) => api.failures.list.queryOptions(groupsInput(query), { placeholderData: keepPreviousData, staleTime: freshMs })

/** What a group's page reads, the same in the loader and in the browser. */
export const groupQueries = (api: Api, input: FailureInput) => ({
  group: api.failures.get.queryOptions(input, { staleTime: freshMs }),
  differences: api.failures.differences.queryOptions(input, { staleTime: freshMs }),
})
