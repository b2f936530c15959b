import { isSafeName } from '@agenttracer/schema/names'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { finishSubject, noSubject, startLoading } from '../api.server.ts'
import { Hydrate } from '../api/hydrate.tsx'
import { panelError } from '../api/panel-error.ts'
import { VersionDiffPage, VersionNotFound } from '../features/versions/diff-page.tsx'
import { diffQuery } from '../features/versions/queries.ts'

export const meta: MetaFunction = () => [{ title: 'Version diff · AgentTracer' }]

export async function loader({ request, params: { agent } }: LoaderFunctionArgs) {
  if (!isSafeName(agent)) return noSubject()
  const loading = startLoading()
  const query = diffQuery(loading.api, agent, new URL(request.url).searchParams)
  await loading.queries.prefetchQuery(query)
  // A label that no version can have is as little there as one that none has.
  return finishSubject(loading, query.queryKey, (error) => [400, 404].includes(panelError(error).httpStatus ?? 0))
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
