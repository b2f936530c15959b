import { isSafeName } from '@agenttracer/schema/names'
import { data } from '@remix-run/node'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { finishLoading, startLoading } from '../api.server.ts'
import { Hydrate } from '../api/hydrate.tsx'
import { panelError } from '../api/panel-error.ts'
import { VersionDiffPage, VersionNotFound } from '../features/versions/diff-page.tsx'
import { diffQuery } from '../features/versions/queries.ts'

export const meta: MetaFunction = () => [{ title: 'Version diff · AgentTracer' }]

export async function loader({ request, params: { agent } }: LoaderFunctionArgs) {
  if (!isSafeName(agent)) return data({ state: null }, { status: 404 })
  const loading = startLoading()
  const query = diffQuery(loading.api, agent, new URL(request.url).searchParams)
  await loading.queries.prefetchQuery(query)
  const error = loading.queries.getQueryState(query.queryKey)?.error ?? null
  // A label that no version can have is as little there as one that none has.
  const isMissing = error !== null && [400, 404].includes(panelError(error).httpStatus ?? 0)
  return data({ state: isMissing ? null : finishLoading(loading) }, { status: isMissing ? 404 : 200 })
}

export default function VersionDiffRoute() {
  const { state } = useLoaderData<typeof loader>()
  if (state === null) return <VersionNotFound />
  return (
    <Hydrate state={state}>
      <VersionDiffPage />
    </Hydrate>
  )
}
