import { Link, useParams } from '@remix-run/react'
import type { FailureGroupRow, OverviewHealth } from '@agenttracer/schema/query'
import { plural } from '../../format/count.ts'
import { rate } from '../../format/percent.ts'
import { buttonClass } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Ago } from '../../ui/when.tsx'
import { countedShare, groupText, regressionText, sinceText, versionsText } from '../../failure-group/group-text.ts'
import { StandingBadge } from '../../failure-group/standing-badge.tsx'

interface AttentionProps {
  readonly groups: readonly FailureGroupRow[]
  readonly health: OverviewHealth | undefined
  readonly last: string
}

/** Failures that are new or came back, as the server chose them; each one click from the cause. */
export function Attention({ groups, health, last }: AttentionProps) {
  const project = useParams()['project'] ?? 'default'
  return (
    <Panel title="Needs attention">
      {groups.length === 0 ? (
        <p className="flex items-center gap-2 rounded-lg border border-hairline bg-surface px-4 py-3" data-testid="attention-empty">
          <Icon name="check" className="shrink-0 text-ok-text" />
          {quiet(health, last)}
        </p>
      ) : (
        <ul className="overflow-hidden rounded-lg border border-hairline border-l-4 border-l-failed" data-testid="attention">
          {groups.map((group) => (
            <li key={group.fingerprint} className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-hairline bg-surface px-4 py-2 first:border-t-0">
              <StandingBadge group={group} />
              <span className="min-w-48 flex-1 [overflow-wrap:anywhere] max-sm:basis-full">
                <Link className="font-medium text-fg underline-offset-2 hover:underline" to={`/p/${project}/failures/${group.fingerprint}?last=${last}`}>
                  {groupText(group)}
                </Link>{' '}
                <span className="text-muted">
                  {group.agentId} {versionsText(group.versions)}
                </span>
              </span>
              <span className="text-muted" data-testid="attention-share">
                {group.regression?.kind === 'rate' ? null : `${countedShare(group)}; `}
                {regressionText(group.regression) ?? (
                  <>
                    first <Ago at={group.firstSeenAt} />, {sinceText(group)}
                  </>
                )}
              </span>
              <Link className={buttonClass()} to={`/p/${project}/runs/${group.newestRunId}`} data-newest-run="">
                Newest run
                <Icon name="arrow" className="size-3.5" />
                <span className="sr-only">of: {groupText(group)}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

function quiet(health: OverviewHealth | undefined, last: string): string {
  const start = `Nothing new in the last ${last}.`
  if (health === undefined) return start
  const { text } = rate(health.failed, health.rated)
  return `${start} ${plural(health.runs, 'run')}${health.rated === 0 ? '' : `, ${text} failed`}.`
}
