import type { LoaderFunctionArgs } from '@remix-run/node'
import { privacyReport } from '../features/settings/privacy-report.ts'
import { loadSettings, unkept } from '../features/settings/settings.server.ts'
import { storedTables } from '../features/settings/stored-fields.server.ts'

const statusOf = { not_own_page: 403, no_key: 403, unreachable: 502 } as const

/** The privacy report of this project as a file. */
export async function loader({ request }: LoaderFunctionArgs): Promise<Response> {
  const facts = await loadSettings(request, (client) => client.privacy.facts.query())
  if (!facts.ok) return new Response('The report could not be made. Settings, Privacy says why.\n', { status: statusOf[facts.why], headers: { ...unkept, 'Content-Type': 'text/plain; charset=utf-8' } })
  const madeAt = new Date()
  return new Response(privacyReport({ facts: facts.value, tables: storedTables(), madeAt }), {
    headers: { ...unkept, 'Content-Type': 'text/html; charset=utf-8', 'Content-Disposition': `attachment; filename="agenttracer-privacy-${madeAt.toISOString().slice(0, 10)}.html"` },
  })
}
