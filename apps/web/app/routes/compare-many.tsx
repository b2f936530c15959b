import { data, redirect } from '@remix-run/node'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { finishLoading, startLoading } from '../api.server.ts'
import { Hydrate } from '../api/hydrate.tsx'
import { chosenRuns } from '../features/shares/chosen-runs.ts'
import { sharesQuery } from '../features/shares/queries.ts'
import { SharesPage } from '../features/shares/shares-page.tsx'

export const meta: MetaFunction = () => [{ title: 'Comparison · AgentTracer' }]

/** Two runs have a page of their own. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { pathname, searchParams } = new URL(request.url)
  const { runIds } = chosenRuns(searchParams)
  const [one, other] = runIds
  if (one !== undefined && other !== undefined && runIds.length === 2) return redirect(`${pathname.replace(/compare\/?$/, '')}${one}/compare/${other}`)
  const loading = startLoading()
  if (runIds.length > 2) await loading.queries.prefetchQuery(sharesQuery(loading.api, runIds))
  return data({ state: finishLoading(loading) })
}

export default function CompareManyRoute() {
  const { state } = useLoaderData<typeof loader>()
  return (
    <Hydrate state={state}>
      <SharesPage />
    </Hydrate>
  )
}
