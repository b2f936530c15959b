import { data } from '@remix-run/node'
import type { MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { finishLoading, startLoading } from '../api.server.ts'
import { Hydrate } from '../api/hydrate.tsx'
import { readWebEnv } from '../env.server.ts'
import { StartSteps } from '../features/start/start-steps.tsx'

export const meta: MetaFunction = () => [{ title: 'Getting started · AgentTracer' }]

export async function loader() {
  const loading = startLoading()
  await loading.queries.prefetchQuery(loading.api.onboarding.firstRun.queryOptions())
  return data({ state: finishLoading(loading), ingestUrl: readWebEnv().ingestUrl })
}

export default function StartRoute() {
  const { state, ingestUrl } = useLoaderData<typeof loader>()
  return (
    <Hydrate state={state}>
      <StartSteps ingestUrl={ingestUrl} />
    </Hydrate>
  )
}
