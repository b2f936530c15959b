import { Link, useParams } from '@remix-run/react'
import type { AgentHealth } from '@agenttracer/schema/query'
import { duration } from '../../format/duration.ts'
import { rate } from '../../format/percent.ts'
import { Count } from '../../ui/count.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { Ago } from '../../ui/when.tsx'
import { TrendBars } from '../../ui/trend-bars.tsx'

const columns = ['Agent', 'Newest version', 'Runs', 'Failed', 'p50', 'p95', 'p99', 'Retried', 'Runs and failed'] as const

export function HealthTable({ agents, last }: { readonly agents: readonly AgentHealth[]; readonly last: string }) {
  if (agents.length === 0) return <EmptyState title={`No runs in the last ${last}.`}>Choose a longer window above.</EmptyState>
  return (
    <table className="cards w-full text-[0.8125rem]" data-testid="health">
      <thead className="text-xs text-muted">
        <tr className="border-b border-hairline">
          {columns.map((name, at) => (
            <th key={name} scope="col" className={at > 1 && at < 8 ? 'num' : ''}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {agents.map((agent) => (
          <AgentRow key={agent.agentId} agent={agent} last={last} />
        ))}
      </tbody>
    </table>
  )
}

function AgentRow({ agent, last }: { readonly agent: AgentHealth; readonly last: string }) {
  const runs = `/p/${useParams()['project'] ?? 'default'}/runs?`
  const to = (query: Record<string, string>): string => runs + new URLSearchParams({ agent: agent.agentId, ...query, last })
  const versionAddress = `/p/${useParams()['project'] ?? 'default'}/versions/${encodeURIComponent(agent.agentId)}?${new URLSearchParams({ a: agent.previousVersion ?? '', b: agent.newestVersion })}`
  const { text, interval } = rate(agent.failed, agent.rated)
  const { p50, p95, p99 } = agent.latencyMs
  return (
    <tr className="border-b border-hairline hover:bg-surface">
      <th scope="row" className="!font-medium">
        <Link className="inline-flex min-h-6 items-center text-fg underline-offset-2 hover:underline" to={to({})}>
          {agent.agentId}
        </Link>
      </th>
      <td>
        {agent.previousVersion === null ? (
          agent.newestVersion
        ) : (
          <Link className="inline-flex min-h-6 items-center text-fg underline underline-offset-2" to={versionAddress} title={`Compare with ${agent.previousVersion}`}>
            {agent.newestVersion}
          </Link>
        )}{' '}
        <span className="text-muted">(<Ago at={agent.newestVersionSince} />)</span>
      </td>
      <td className="num" data-label="runs">
        <Count value={agent.runs} />
      </td>
      <td className="num" data-label="failed">
        <Link className={agent.failed === 0 ? 'text-muted no-underline' : 'text-failed-text underline underline-offset-2'} to={to({ status: 'failed' })}>
          {text}
        </Link>
        {interval === null ? null : <span className="text-muted"> [{interval}]</span>}
        <Previous agent={agent} />
      </td>
      <td className="num" data-label="p50">{latency(p50)}</td>
      <td className="num" data-label="p95">{latency(p95)}</td>
      <td className="num" data-label="p99">{latency(p99)}</td>
      <td className="num" data-label="retried">{rate(agent.retried, agent.runs).text}</td>
      <td>
        <TrendBars points={agent.trend} label={`Runs of ${agent.agentId} over the window`} />
      </td>
    </tr>
  )
}

const latency = (ms: number | null): string => (ms === null ? '–' : duration(ms))

/** The version before, for comparison. */
function Previous({ agent }: { readonly agent: AgentHealth }) {
  if (agent.previousVersion === null || agent.previousRated === 0) return null
  return (
    <span className="block text-xs text-muted">
      {agent.previousVersion}: {rate(agent.previousFailed, agent.previousRated).text}
    </span>
  )
}
