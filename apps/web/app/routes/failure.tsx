import { isFingerprint } from '@agenttracer/schema/names'
import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useParams } from '@remix-run/react'
import { finishSubject, noSubject, startLoading } from '../api.server.ts'
import { Hydrate } from '../api/hydrate.tsx'
import { panelError } from '../api/panel-error.ts'
import { controlClient } from '../control.server.ts'
import { GroupNotFound, GroupPage } from '../features/failures/group-page.tsx'
import { groupInput } from '../features/failures/list-query.ts'
import { groupQueries } from '../features/failures/queries.ts'
import { readForm } from '../form-data.server.ts'
import { wishOf } from '../features/failures/state-wish.server.ts'

export const meta: MetaFunction = () => [{ title: 'Failure group · AgentTracer' }]

export async function loader({ request, params: { fp } }: LoaderFunctionArgs) {
  if (!isFingerprint(fp)) return noSubject()
  const loading = startLoading()
  const { group, differences } = groupQueries(loading.api, groupInput(fp, new URL(request.url).searchParams))
  await Promise.all([loading.queries.prefetchQuery(group), loading.queries.prefetchQuery(differences)])
  return finishSubject(loading, group.queryKey)
}

/** Changes the state of the group by a form of its page, then shows the page again. */
export async function action({ request, params: { fp } }: ActionFunctionArgs) {
  const client = controlClient(request)
  if (client === undefined) return data({ refused: 'Only this page itself can change the state. Open it in this browser and try again.' }, { status: 403 })
  const form = await readForm(request)
  const wish = isFingerprint(fp) && form !== undefined ? wishOf(fp, form, Date.now()) : undefined
  if (wish === undefined) return data({ refused: 'The form was not complete. Nothing was changed.' }, { status: 400 })
  try {
    await client.failures.setState.mutate(wish)
  } catch (error) {
    const { hint, httpStatus } = panelError(error)
    return data({ refused: `Nothing was changed. ${hint ?? 'The server did not answer.'}` }, { status: httpStatus ?? 502 })
  }
  return redirect(new URL(request.url).pathname + new URL(request.url).search, 303)
}

export default function FailureRoute() {
  const { state } = useLoaderData<typeof loader>()
  const { fp } = useParams()
  if (state === null) return <GroupNotFound />
  return (
    <Hydrate state={state}>
      <GroupPage key={fp} />
    </Hydrate>
  )
}
