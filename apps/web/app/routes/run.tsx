import { isRunId } from '@agenttracer/schema/names'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useParams } from '@remix-run/react'
import { finishSubject, noSubject, startLoading } from '../api.server.ts'
import { Hydrate } from '../api/hydrate.tsx'
import { runQueries } from '../features/run/queries.ts'
import { RunNotFound, RunPage } from '../features/run/run-page.tsx'
import { skipForViewState } from '../revalidation.ts'
import { isHydrated } from '../ui/hydration.ts'
import { prepareModel } from '../waterfall/prepare.ts'

export const meta: MetaFunction = ({ params }) => [{ title: `Run ${params['runId']?.slice(-6) ?? ''} · AgentTracer` }]

// Opened from another page: this code comes before the data of the run.
if (isHydrated()) prepareModel()

export const shouldRevalidate = skipForViewState

export async function loader({ params }: LoaderFunctionArgs) {
  const { runId } = params
  if (!isRunId(runId)) return noSubject()
  const loading = startLoading()
  const { run, steps } = runQueries(loading.api, runId)
  await Promise.all([loading.queries.prefetchQuery(run), loading.queries.prefetchQuery(steps)])
  return finishSubject(loading, run.queryKey)
}

export default function RunRoute() {
  const { state } = useLoaderData<typeof loader>()
  const { runId } = useParams()
  if (state === null) return <RunNotFound />
  return (
    <Hydrate state={state}>
      <RunPage key={runId} />
    </Hydrate>
  )
}
