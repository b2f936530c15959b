import { data } from '@remix-run/node'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { finishLoading, startLoading } from '../api.server.ts'
import { Hydrate } from '../api/hydrate.tsx'
import { readWebEnv } from '../env.server.ts'
import { OverviewPage } from '../features/overview/overview-page.tsx'
import { overviewInputOf, overviewQueries } from '../features/overview/queries.ts'
import { StartSteps } from '../features/start/start-steps.tsx'

export const meta: MetaFunction = () => [{ title: 'Overview · AgentTracer' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const loading = startLoading()
  const { health, failures, changes } = overviewQueries(loading.api, overviewInputOf(new URL(request.url).searchParams))
  await Promise.all([loading.queries.prefetchQuery(health), loading.queries.prefetchQuery(failures), loading.queries.prefetchQuery(changes)])
  return data({ state: finishLoading(loading), ingestUrl: readWebEnv().ingestUrl })
}

export default function OverviewRoute() {
  const { state, ingestUrl } = useLoaderData<typeof loader>()
  return (
    <Hydrate state={state}>
      <OverviewPage gettingStarted={<StartSteps ingestUrl={ingestUrl} />} />
    </Hydrate>
  )
}
