import { data } from '@remix-run/node'
import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { loadSettings, settle, unkept } from '../features/settings/settings.server.ts'
import { readWebhooks, webhookForm } from '../features/settings/webhook-forms.server.ts'
import { WebhooksPage } from '../features/settings/webhooks-page.tsx'

export const meta: MetaFunction = () => [{ title: 'Webhooks · AgentTracer' }]

export const headers: HeadersFunction = () => ({ 'Cache-Control': 'no-store' })

export const loader = async ({ request }: LoaderFunctionArgs) => data(await loadSettings(request, readWebhooks), { headers: unkept })

export const action = ({ request }: ActionFunctionArgs) => settle(request, (client, form) => webhookForm(client, form, new URL(request.url).pathname))

export default function SettingsWebhooksRoute() {
  return <WebhooksPage loaded={useLoaderData<typeof loader>()} outcome={useActionData<typeof action>()} />
}
