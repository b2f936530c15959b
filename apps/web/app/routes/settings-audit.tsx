import { auditListInput } from '@agenttracer/schema/query'
import { data } from '@remix-run/node'
import type { HeadersFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { AuditPage } from '../features/settings/audit-page.tsx'
import { loadSettings, unkept } from '../features/settings/settings.server.ts'

export const meta: MetaFunction = () => [{ title: 'Audit · AgentTracer' }]

export const headers: HeadersFunction = () => ({ 'Cache-Control': 'no-store' })

export const loader = async ({ request }: LoaderFunctionArgs) => {
  const asked = auditListInput.safeParse({ cursor: new URL(request.url).searchParams.get('cursor') ?? undefined })
  return data(await loadSettings(request, (client) => client.audit.list.query(asked.success ? asked.data : {})), { headers: unkept })
}

export default function SettingsAuditRoute() {
  const [params] = useSearchParams()
  return <AuditPage loaded={useLoaderData<typeof loader>()} isFirst={!params.has('cursor')} />
}
