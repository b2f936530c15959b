import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ProjectPage } from '../features/settings/project-page.tsx'
import { demoEnvironment, loadSettings, readProject, settle, textOf, unkept } from '../features/settings/settings.server.ts'

export const meta: MetaFunction = () => [{ title: 'Project · AgentTracer' }]

export const headers: HeadersFunction = () => ({ 'Cache-Control': 'no-store' })

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  data(await loadSettings(request, (client) => readProject(client, params['project'] ?? '')), { headers: unkept })

export const action = ({ request }: ActionFunctionArgs) =>
  settle(request, async (client, form) => {
    if (textOf(form, 'wish') !== 'remove-demo') return undefined
    await client.projects.deleteEnvironment.mutate({ environment: demoEnvironment })
    return redirect(new URL(request.url).pathname, 303)
  })

export default function SettingsProjectRoute() {
  return <ProjectPage loaded={useLoaderData<typeof loader>()} outcome={useActionData<typeof action>()} />
}
