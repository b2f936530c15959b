import { data } from '@remix-run/node'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { finishLoading, startLoading } from '../api.server.ts'
import { Hydrate } from '../api/hydrate.tsx'
import { AnalyticsPage } from '../features/analytics/analytics-page.tsx'
import { choicesQuery, readSeriesAsked, seriesQuery } from '../features/analytics/queries.ts'
import { skipForViewState } from '../revalidation.ts'

export const meta: MetaFunction = () => [{ title: 'Analytics · AgentTracer' }]

export const shouldRevalidate = skipForViewState

export async function loader({ request }: LoaderFunctionArgs) {
  const loading = startLoading()
  const asked = readSeriesAsked(new URL(request.url).searchParams)
  await Promise.all([loading.queries.prefetchQuery(seriesQuery(loading.api, asked)), loading.queries.prefetchQuery(choicesQuery(loading.api, asked))])
  return data({ state: finishLoading(loading) })
}

export default function AnalyticsRoute() {
  const { state } = useLoaderData<typeof loader>()
  return (
    <Hydrate state={state}>
      <AnalyticsPage />
    </Hydrate>
  )
}
