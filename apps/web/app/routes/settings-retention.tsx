import { retentionInput } from '@agenttracer/schema/query'
import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { RetentionPage } from '../features/settings/retention-page.tsx'
import { countOlder, loadSettings, settle, textOf, unkept } from '../features/settings/settings.server.ts'

export const meta: MetaFunction = () => [{ title: 'Retention · AgentTracer' }]

export const headers: HeadersFunction = () => ({ 'Cache-Control': 'no-store' })

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  data(await loadSettings(request, async (client) => (await client.projects.list.query()).items.find(({ slug }) => slug === params['project']) ?? null), { headers: unkept })

/** First what it would delete, then the change. */
export const action = ({ request }: ActionFunctionArgs) =>
  settle(request, async (client, form) => {
    const wish = retentionInput.safeParse({ days: textOf(form, 'days') })
    if (!wish.success) return undefined
    if (textOf(form, 'wish') === 'preview') return { kind: 'preview', days: wish.data.days, ...(await countOlder(client, wish.data.days)) }
    if (textOf(form, 'wish') !== 'set') return undefined
    await client.retention.set.mutate(wish.data)
    return redirect(new URL(request.url).pathname, 303)
  })

export default function SettingsRetentionRoute() {
  return <RetentionPage loaded={useLoaderData<typeof loader>()} outcome={useActionData<typeof action>()} />
}
