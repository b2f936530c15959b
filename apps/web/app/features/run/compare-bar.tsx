import type { RunDetail, RunDiff } from '@agenttracer/schema/query'
import { Link, useParams } from '@remix-run/react'
import type { ReactNode } from 'react'
import { panelError } from '../../api/panel-error.ts'
import { plural } from '../../format/count.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { FailedPanel } from '../../ui/states.tsx'
import { Ago } from '../../ui/when.tsx'
import type { Comparison } from '../../waterfall/model/comparison.ts'
import type { ViewAction } from '../../waterfall/model/view-state.ts'
import { shortRunId } from './run-header.tsx'
import type { RunComparison } from './use-comparison.ts'

interface CompareBarProps {
  readonly run: RunDetail
  readonly comparison: RunComparison
  readonly dispatch: (action: ViewAction) => void
}

/** Which run this one is held against, how much differs, and the way to the first difference. */
export function CompareBar({ run, comparison, dispatch }: CompareBarProps) {
  const { isAsked, hasNone, diff, laid, error, isFetching, retry, toggle } = comparison
  if (!isAsked) return null
  if (hasNone) return <Strip toggle={toggle}>No OK run of this agent in retention.</Strip>
  if (error !== null && diff === undefined) return <FailedPanel what="The comparison" {...panelError(error)} isRetrying={isFetching} onRetry={retry} />
  if (diff === undefined || laid === null) return <Strip toggle={toggle}>{isFetching ? 'Comparing' : 'This link names no run to compare with.'}</Strip>
  return (
    <Strip toggle={toggle}>
      <span className="min-w-64 flex-1">
        <Compared run={run} comparison={comparison} diff={diff} /> <Counts {...diff} />
      </span>
      <FirstDifference laid={laid} dispatch={dispatch} />
    </Strip>
  )
}

function Strip({ toggle, children }: { readonly toggle: () => void; readonly children: ReactNode }) {
  return (
    <section aria-label="Comparison" data-testid="compare-bar" className="compare-bar flex flex-wrap items-center gap-x-4 gap-y-1 rounded-lg border border-hairline bg-surface px-4 py-2 text-[0.8125rem]">
      {children}
      <span className="ml-auto">
        <Button look="quiet" onClick={toggle} title="Stop comparing (d)">
          <Icon name="cross" className="size-3.5" />
          Stop
        </Button>
      </span>
    </section>
  )
}

function Compared({ run, comparison: { choice }, diff: { other } }: { readonly run: RunDetail; readonly comparison: RunComparison; readonly diff: RunDiff }) {
  const base = `/p/${useParams()['project'] ?? 'default'}/runs/${run.runId}`
  const version = choice === 'same_version' ? 'the same version' : `version ${other.agentVersion}`
  return (
    <>
      Compared with {choice === null ? 'run' : 'the last good run'}{' '}
      <Link className="font-mono text-xs text-link" to={`/p/${useParams()['project'] ?? 'default'}/runs/${other.runId}`}>
        {shortRunId(other.runId)}
      </Link>{' '}
      of {version}, <Ago at={other.startedAt} />{' '}
      <Link className="text-link" to={`${base}/compare/${other.runId}`}>
        side by side
      </Link>
      .
    </>
  )
}

function Counts({ counts: { same, changed, added, missing } }: RunDiff) {
  const parts = [changed === 0 ? null : `${plural(changed, 'step')} differ${changed === 1 ? 's' : ''}`, added === 0 ? null : `${added} added`, missing === 0 ? null : `${missing} missing`].filter((part) => part !== null)
  return <>{parts.length === 0 ? `All ${plural(same, 'step')} are the same but for their times.` : `${parts.join(', ')}, ${same} the same.`}</>
}

function FirstDifference({ laid: { first }, dispatch }: { readonly laid: Comparison; readonly dispatch: (action: ViewAction) => void }) {
  if (first === null) return null
  const { row, rowId } = first
  return (
    <Button data-testid="first-difference" onClick={() => dispatch({ do: 'select', row: rowId })}>
      First difference: {row.here === null ? `${row.name} is missing` : `step ${row.here.step}, ${row.name}`}
    </Button>
  )
}
