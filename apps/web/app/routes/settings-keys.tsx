import { data } from '@remix-run/node'
import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { keyForm } from '../features/settings/key-forms.server.ts'
import { KeysPage } from '../features/settings/keys-page.tsx'
import { loadSettings, readKeys, settle, unkept } from '../features/settings/settings.server.ts'

export const meta: MetaFunction = () => [{ title: 'Keys · AgentTracer' }]

export const headers: HeadersFunction = () => ({ 'Cache-Control': 'no-store' })

export const loader = async ({ request }: LoaderFunctionArgs) => data(await loadSettings(request, readKeys), { headers: unkept })

export const action = ({ request }: ActionFunctionArgs) => settle(request, (client, form) => keyForm(client, form, new URL(request.url).pathname))

export default function SettingsKeysRoute() {
  return <KeysPage loaded={useLoaderData<typeof loader>()} outcome={useActionData<typeof action>()} />
}
