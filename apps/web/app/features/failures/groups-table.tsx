import { Link } from '@remix-run/react'
import type { FailureGroupRow } from '@agenttracer/schema/query'
import { groupText, regressionText, shareText, versionsText } from '../../failure-group/group-text.ts'
import { StandingBadge } from '../../failure-group/standing-badge.tsx'
import { Count } from '../../ui/count.tsx'
import { TrendBars } from '../../ui/trend-bars.tsx'
import { useRowKeys } from '../../ui/use-row-keys.ts'
import { Ago } from '../../ui/when.tsx'
import { windowSearch } from './list-query.ts'
import type { GroupsQuery } from './list-query.ts'

const columns = ['State', 'Group', 'Runs', 'Of runs', 'Trend, 14 days', 'First', 'Last', 'Versions'] as const

export function GroupsTable({ groups, query }: { readonly groups: readonly FailureGroupRow[]; readonly query: GroupsQuery }) {
  const onKeyDown = useRowKeys()
  return (
    <table className="cards w-full text-[0.8125rem]" data-testid="groups-table" onKeyDown={onKeyDown}>
      <thead className="text-xs text-muted">
        <tr className="border-b border-hairline">
          {columns.map((name, at) => (
            <th key={name} scope="col" className={at === 1 ? 'wide' : at === 2 || at === 3 ? 'num' : 'whitespace-nowrap'}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <GroupRow key={group.fingerprint} group={group} search={windowSearch(query.filter)} />
        ))}
      </tbody>
    </table>
  )
}

function GroupRow({ group, search }: { readonly group: FailureGroupRow; readonly search: string }) {
  const of = shareText(group)
  const regressed = group.standing === 'regressed' ? regressionText(group.regression) : null
  return (
    <tr data-fp={group.fingerprint} className="relative border-b border-hairline hover:bg-surface focus-within:bg-selected">
      <td>
        <StandingBadge group={group} />
      </td>
      <td className="wide">
        <Link to={`${group.fingerprint}${search}`} data-row-link="" className="font-medium text-fg no-underline after:absolute after:inset-0">
          {groupText(group)}
        </Link>
        <p className="text-xs text-muted">
          {group.agentId} · <span className="font-mono">{group.category}.{group.code}</span>
          {regressed === null ? null : <> · {regressed}</>}
        </p>
      </td>
      <td className="num" data-label="runs">
        <Count value={group.runs} />
      </td>
      <td className="num" data-label={of.includes('%') ? "of the agent's runs" : 'runs of the agent'}>{group.runs === 0 ? '–' : of}</td>
      <td>
        <TrendBars points={group.trend.map(({ at, runs }) => ({ at, runs, failed: runs }))} label="Affected runs a day over 14 days" />
      </td>
      <td className="whitespace-nowrap" data-label="first seen">
        <Ago at={group.firstSeenAt} />
      </td>
      <td className="whitespace-nowrap" data-label="last seen">
        <Ago at={group.lastSeenAt} />
      </td>
      <td data-label={group.versions.length === 1 ? 'version' : 'versions'}>{group.versions.length === 0 ? <span className="text-muted">–</span> : versionsText(group.versions)}</td>
    </tr>
  )
}
