import { data } from '@remix-run/node'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { finishLoading, startLoading } from '../api.server.ts'
import { Hydrate } from '../api/hydrate.tsx'
import { FailuresPage } from '../features/failures/failures-page.tsx'
import { readGroupsQuery } from '../features/failures/list-query.ts'
import { groupsQuery } from '../features/failures/queries.ts'

export const meta: MetaFunction = () => [{ title: 'Failures · AgentTracer' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const loading = startLoading()
  const query = readGroupsQuery(new URL(request.url).searchParams)
  await Promise.all([loading.queries.prefetchQuery(groupsQuery(loading.api, query)), loading.queries.prefetchQuery(loading.api.agents.list.queryOptions())])
  return data({ state: finishLoading(loading) })
}

export default function FailuresRoute() {
  const { state } = useLoaderData<typeof loader>()
  return (
    <Hydrate state={state}>
      <FailuresPage />
    </Hydrate>
  )
}
