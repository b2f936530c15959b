import { namesListInput, namesResetInput } from '@agenttracer/schema/query'
import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { panelError } from '../api/panel-error.ts'
import { namesParameter } from '../features/settings/name-table.tsx'
import { PrivacyPage } from '../features/settings/privacy-page.tsx'
import { loadSettings, settle, textOf, unkept } from '../features/settings/settings.server.ts'
import { storedTables } from '../features/settings/stored-fields.server.ts'

export const meta: MetaFunction = () => [{ title: 'Privacy · AgentTracer' }]

export const headers: HeadersFunction = () => ({ 'Cache-Control': 'no-store' })

export const loader = async ({ request }: LoaderFunctionArgs) => {
  const shown = new URL(request.url).searchParams.get(namesParameter)
  const wish = shown === null ? undefined : namesListInput.safeParse({ agent: shown === '' ? null : shown })
  const read = loadSettings(request, async (client) => {
    const [facts, names] = await Promise.all([client.privacy.facts.query(), wish?.success === true ? client.names.list.query(wish.data).catch(noSuchAgent) : undefined])
    return { facts, names, tables: storedTables() }
  })
  return data(await read, { headers: unkept })
}

/** An address of an agent that is no more shows the page without its names. */
function noSuchAgent(error: unknown): undefined {
  if (panelError(error).httpStatus !== 404) throw error
}

export const action = ({ request }: ActionFunctionArgs) =>
  settle(request, async (client, form) => {
    const agent = textOf(form, 'agent')
    const wish = namesResetInput.safeParse({ agent: agent === '' ? null : agent })
    if (textOf(form, 'wish') !== 'reset-names' || !wish.success) return undefined
    await client.names.reset.mutate(wish.data)
    return redirect(new URL(request.url).pathname, 303)
  })

export default function SettingsPrivacyRoute() {
  return <PrivacyPage loaded={useLoaderData<typeof loader>()} outcome={useActionData<typeof action>()} />
}
