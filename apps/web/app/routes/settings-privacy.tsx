import { namesResetInput } from '@agenttracer/schema/query'
import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { PrivacyPage } from '../features/settings/privacy-page.tsx'
import { loadSettings, settle, textOf, unkept } from '../features/settings/settings.server.ts'
import { storedTables } from '../features/settings/stored-fields.server.ts'

export const meta: MetaFunction = () => [{ title: 'Privacy · AgentTracer' }]

export const headers: HeadersFunction = () => ({ 'Cache-Control': 'no-store' })

export const loader = async ({ request }: LoaderFunctionArgs) =>
  data(await loadSettings(request, async (client) => ({ facts: await client.privacy.facts.query(), tables: storedTables() })), { headers: unkept })

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
