import { isRunId } from '@agenttracer/schema/names'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { finishSubject, noSubject, startLoading } from '../api.server.ts'
import { Hydrate } from '../api/hydrate.tsx'
import { CompareNotFound, ComparePage } from '../features/compare/compare-page.tsx'
import { compareQuery } from '../features/compare/queries.ts'

export const meta: MetaFunction = ({ params }) => [{ title: `Runs ${params['runId']?.slice(-6) ?? ''} and ${params['otherId']?.slice(-6) ?? ''} · AgentTracer` }]

export async function loader({ params: { runId, otherId } }: LoaderFunctionArgs) {
  if (!isRunId(runId) || !isRunId(otherId)) return noSubject()
  const loading = startLoading()
  const query = compareQuery(loading.api, runId, otherId)
  await loading.queries.prefetchQuery(query)
  return finishSubject(loading, query.queryKey)
}

export default function CompareRoute() {
  const { state } = useLoaderData<typeof loader>()
  if (state === null) return <CompareNotFound />
  return (
    <Hydrate state={state}>
      <ComparePage />
    </Hydrate>
  )
}
