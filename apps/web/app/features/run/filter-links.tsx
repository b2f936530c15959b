import { isFailureKey } from '@agenttracer/schema'
import type { RunDetail } from '@agenttracer/schema/query'
import { Link, useParams } from '@remix-run/react'
import type { Attempt, Row, WaterfallModel } from '../../waterfall/model/row.ts'

interface FilterLinksProps {
  readonly run: RunDetail
  readonly row: Row
  readonly attempt: Attempt | undefined
  readonly model: WaterfallModel
}

/** Runs that share a fact with the selected step. */
export function FilterLinks({ run, row, attempt, model }: FilterLinksProps) {
  const base = `/p/${useParams()['project'] ?? 'default'}/runs?`
  const failure = attempt === undefined ? null : (model.columns.failure?.[attempt.at] ?? null)
  const key = failure === null ? null : `${failure.category}.${failure.code}`
  const links: readonly (readonly [text: string, query: Record<string, string>] | null)[] = [
    row.type === 'tool' ? [`tool ${row.name}`, { tool: row.name }] : null,
    row.type === 'model' ? [`model ${row.name}`, { model: row.name }] : null,
    isFailureKey(key) ? [key, { code: key }] : null,
    row.type === 'run' ? [`agent ${run.agentId}`, { agent: run.agentId }] : null,
    [`version ${run.agentVersion}`, { agent: run.agentId, version: run.agentVersion }],
  ]
  return (
    <section aria-label="Filter runs by this">
      <h3 className="mb-1 text-xs font-semibold text-muted">Filter runs by this</h3>
      <ul className="flex flex-wrap gap-x-4">
        {links.map((link) =>
          link === null ? null : (
            <li key={link[0]} className="min-w-0">
              <Link className="inline-block min-h-6 max-w-full text-link" to={base + new URLSearchParams(link[1])}>
                {link[0]}
              </Link>
            </li>
          ),
        )}
      </ul>
    </section>
  )
}
