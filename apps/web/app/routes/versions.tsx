import { data } from '@remix-run/node'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { finishLoading, startLoading } from '../api.server.ts'
import { Hydrate } from '../api/hydrate.tsx'
import { VersionsPage } from '../features/versions/list-page.tsx'
import { listQuery } from '../features/versions/queries.ts'

export const meta: MetaFunction = () => [{ title: 'Versions · AgentTracer' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const loading = startLoading()
  await loading.queries.prefetchQuery(listQuery(loading.api, new URL(request.url).searchParams))
  return data({ state: finishLoading(loading) })
}

export default function VersionsRoute() {
  const { state } = useLoaderData<typeof loader>()
  return (
    <Hydrate state={state}>
      <VersionsPage />
    </Hydrate>
  )
}
