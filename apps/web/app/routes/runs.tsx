import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { finishLoading, startLoading } from '../api.server.ts'
import { Hydrate } from '../api/hydrate.tsx'
import { controlClient } from '../control.server.ts'
import { readForm } from '../form-data.server.ts'
import { listAddress, readListQuery } from '../features/runs/list-query.ts'
import { submittedAddress } from '../features/runs/form-address.ts'
import { agentsQuery, facetsQuery, histogramQuery, runsQuery, viewsQuery } from '../features/runs/queries.ts'
import { viewForm } from '../features/runs/view-forms.server.ts'
import { meantByView } from '../features/runs/view-state.ts'
import { RunsPage } from '../features/runs/runs-page.tsx'

export const meta: MetaFunction = () => [{ title: 'Runs · AgentTracer' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const { pathname, searchParams } = new URL(request.url)
  const meant = submittedAddress(searchParams)
  if (meant !== undefined) return redirect(pathname + meant)
  const loading = startLoading()
  const { queries, api } = loading
  const query = readListQuery(searchParams)
  if (query.view !== null) {
    const views = await queries.fetchQuery(viewsQuery(api)).catch(() => undefined)
    const held = meantByView(searchParams, views?.items ?? [])
    if (held !== undefined) return redirect(pathname + held)
  }
  // A script asks for counts and chart by itself, so that the rows need not wait for them.
  const isDocument = request.headers.get('sec-fetch-dest') !== 'empty'
  await Promise.all([
    queries.prefetchQuery(runsQuery(api, query)), queries.prefetchQuery(viewsQuery(api)), queries.prefetchQuery(agentsQuery(api)),
    ...(isDocument ? [queries.prefetchQuery(facetsQuery(api, query.filter)), queries.prefetchQuery(histogramQuery(api, query.filter))] : []),
  ])
  return data({ state: finishLoading(loading) })
}

/** Keeps or forgets a view, then shows it. */
export async function action({ request }: ActionFunctionArgs) {
  const client = controlClient(request)
  if (client === undefined) return data({ refused: 'Only this page itself can change views. Open it in this browser and try again.' }, { status: 403 })
  const form = await readForm(request)
  if (form === undefined) return data({ refused: 'The form was not complete. Nothing was changed.' }, { status: 400 })
  const { pathname, searchParams } = new URL(request.url)
  const outcome = await viewForm(client, form, listAddress({ ...readListQuery(searchParams), view: null, cursor: null }))
  return 'to' in outcome ? redirect(pathname + outcome.to, 303) : data({ refused: outcome.refused }, { status: outcome.status })
}

export default function RunsRoute() {
  const { state } = useLoaderData<typeof loader>()
  const outcome = useActionData<typeof action>()
  return (
    <Hydrate state={state}>
      <RunsPage refused={outcome?.refused} />
    </Hydrate>
  )
}
