import { data, redirect } from '@remix-run/node'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { finishLoading, startLoading } from '../api.server.ts'
import { Hydrate } from '../api/hydrate.tsx'
import { readListQuery } from '../features/runs/list-query.ts'
import { submittedAddress } from '../features/runs/form-address.ts'
import { agentsQuery, facetsQuery, histogramQuery, runsQuery } from '../features/runs/queries.ts'
import { RunsPage } from '../features/runs/runs-page.tsx'

export const meta: MetaFunction = () => [{ title: 'Runs · AgentTracer' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const { pathname, searchParams } = new URL(request.url)
  const meant = submittedAddress(searchParams)
  if (meant !== undefined) return redirect(pathname + meant)
  const loading = startLoading()
  const { queries, api } = loading
  const query = readListQuery(searchParams)
  // A script asks for counts and chart by itself, so that the rows need not wait for them.
  const isDocument = request.headers.get('sec-fetch-dest') !== 'empty'
  await Promise.all([
    queries.prefetchQuery(runsQuery(api, query)), queries.prefetchQuery(agentsQuery(api)),
    ...(isDocument ? [queries.prefetchQuery(facetsQuery(api, query.filter)), queries.prefetchQuery(histogramQuery(api, query.filter))] : []),
  ])
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
