import { data } from '@remix-run/node'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { finishLoading, startLoading } from '../api.server.ts'
import { Hydrate } from '../api/hydrate.tsx'
import { readListQuery } from '../features/runs/list-query.ts'
import { agentsQuery, runsQuery } from '../features/runs/queries.ts'
import { RunsPage } from '../features/runs/runs-page.tsx'

export const meta: MetaFunction = () => [{ title: 'Runs · AgentTracer' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const loading = startLoading()
  const query = readListQuery(new URL(request.url).searchParams)
  await Promise.all([loading.queries.prefetchQuery(runsQuery(loading.api, query)), loading.queries.prefetchQuery(agentsQuery(loading.api))])
  return data({ state: finishLoading(loading) })
}

export default function RunsRoute() {
  const { state } = useLoaderData<typeof loader>()
  return (
    <Hydrate state={state}>
      <RunsPage />
    </Hydrate>
  )
}
