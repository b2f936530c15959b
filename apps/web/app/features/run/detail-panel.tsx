import { describeFailure } from '@agenttracer/schema'
import type { RunDetail } from '@agenttracer/schema/query'
import { forwardRef, memo } from 'react'
import type { KeyboardEvent } from 'react'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Icon } from '../../ui/icon.tsx'
import type { Comparison } from '../../waterfall/model/comparison.ts'
import type { Attempt, Row, WaterfallModel } from '../../waterfall/model/row.ts'
import { rowNamed } from '../../waterfall/model/view-state.ts'
import type { ViewAction, ViewState } from '../../waterfall/model/view-state.ts'
import { stateIcons, stateWord } from '../../waterfall/view/state-words.ts'
import { FactList, stepFacts, timingFacts } from './detail-facts.tsx'
import { FilterLinks } from './filter-links.tsx'
import { ghostFacts } from './ghost-facts.ts'
import { TriesTable } from './tries-table.tsx'

interface DetailPanelProps {
  readonly run: RunDetail
  readonly model: WaterfallModel
  readonly state: ViewState
  readonly dispatch: (action: ViewAction) => void
  /** On a narrow screen: more than the name of the step is shown. */
  readonly isOpen: boolean
  readonly onOpen: (isOpen: boolean) => void
  readonly laid: Comparison | null
}

/** Everything recorded about the selected step. Sections without facts are left out. */
export const DetailPanel = memo(forwardRef<HTMLElement, DetailPanelProps>(function DetailPanel({ run, model, state, dispatch, isOpen, onOpen, laid }, ref) {
  const row = rowNamed(model, state.selected) ?? (model.rows[0] as Row)
  const attempt = row.attempts.find(({ number }) => number === state.attempt) ?? row.attempts.at(-1)
  const toGrid = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') document.getElementById(`wf-${row.id}`)?.focus()
  }
  return (
    <aside
      ref={ref}
      id="run-detail"
      data-open={isOpen}
      tabIndex={-1}
      aria-labelledby="detail-title"
      data-testid="detail"
      onKeyDown={toGrid}
      className="sheet grid grid-cols-[minmax(0,1fr)] gap-4 rounded-lg border border-hairline bg-bg p-4 text-[0.8125rem] lg:sticky lg:top-16 lg:max-h-[calc(100dvh-5rem)] lg:overflow-y-auto"
    >
      <div className="flex items-start justify-between gap-3">
        <Heading row={row} attempt={attempt} />
        <Button className="sheet-toggle shrink-0" aria-expanded={isOpen} aria-controls="run-detail-body" onClick={() => onOpen(!isOpen)}>
          {isOpen ? 'Less' : 'Details'}
        </Button>
      </div>
      <div id="run-detail-body" className="sheet-body grid grid-cols-[minmax(0,1fr)] gap-4">
        <StepVerdict row={row} attempt={attempt} model={model} />
        {row.attempts.length > 1 ? <TriesTable row={row} model={model} chosen={state.attempt} dispatch={dispatch} /> : null}
        <FactList title="Timing" facts={timingFacts(run, model, row, attempt)} />
        <FactList title="Compared run" facts={ghostFacts(row, laid)} />
        {attempt === undefined ? null : <FactList title="Facts" facts={stepFacts(model.columns, attempt.at)} />}
        <FilterLinks run={run} row={row} attempt={attempt} model={model} />
        <Ids run={run} attempt={attempt} />
      </div>
    </aside>
  )
}))

function Heading({ row, attempt }: { readonly row: Row; readonly attempt: Attempt | undefined }) {
  const word = stateWord(row)
  const icon = stateIcons[row.state]
  return (
    <div className="wf-scope min-w-0">
      <p className="flex items-center gap-1.5 text-xs text-muted">
        <Icon name={row.type} />
        {row.type}
        {row.node === null ? null : <span className="truncate">in {row.node}</span>}
      </p>
      <h2 id="detail-title" className="mt-0.5 text-base font-semibold break-words">
        {row.name}
      </h2>
      {word === null && row.attempts.length <= 1 ? null : (
        <p className="mt-1 flex flex-wrap items-center gap-x-2">
          {word === null ? null : (
            <span className="wf-state" data-state={row.state} style={{ marginLeft: 0 }}>
              {icon === null ? null : <Icon name={icon} />}
              {word}
            </span>
          )}
          {row.attempts.length > 1 && attempt !== undefined ? (
            <span className="text-muted">
              try {attempt.number} of {row.maxAttempts ?? row.attempts.length}
            </span>
          ) : null}
        </p>
      )}
    </div>
  )
}

function StepVerdict({ row, attempt, model }: { readonly row: Row; readonly attempt: Attempt | undefined; readonly model: WaterfallModel }) {
  const failure = attempt === undefined ? null : (model.columns.failure?.[attempt.at] ?? null)
  if (failure === null || row.state === 'propagated') return null
  const { what } = describeFailure({
    category: failure.category, code: failure.code, stepType: row.type, stepName: row.name, httpStatus: failure.httpStatus ?? undefined,
    errorClass: failure.errorClass ?? undefined, errorCode: failure.errorCode ?? undefined, durationMs: attempt?.durationMs ?? undefined,
  })
  return (
    <div>
      <p>{what}</p>
      <p className="mt-1 flex flex-wrap gap-x-3 text-xs text-muted">
        <span className="font-mono">
          {failure.category}.{failure.code}
        </span>
        {failure.errorClass === null ? null : <span className="font-mono">{failure.errorClass}</span>}
        {failure.errorCode === null ? null : <span className="font-mono">{failure.errorCode}</span>}
        {failure.httpStatus === null ? null : <span>HTTP {failure.httpStatus}</span>}
        <span>{failure.retryable ? 'a retry can help' : 'a retry does not help'}</span>
      </p>
    </div>
  )
}

function Ids({ run, attempt }: { readonly run: RunDetail; readonly attempt: Attempt | undefined }) {
  const ids = [
    ...(attempt === undefined ? [] : [{ name: 'Step id', value: attempt.stepId as string }]),
    { name: 'Run id', value: run.runId as string },
    ...(run.traceId === null ? [] : [{ name: 'Trace id', value: run.traceId as string }]),
  ]
  return (
    <section aria-label="Ids">
      <h3 className="mb-1 text-xs font-semibold text-muted">Ids</h3>
      <dl>
        {ids.map(({ name, value }) => (
          <div key={name} className="flex items-center gap-2">
            <dt className="w-14 shrink-0 text-muted">{name}</dt>
            <dd className="flex min-w-0 flex-1 items-center gap-1 font-mono text-xs" title={value}>
              <span className="min-w-0 flex-1 truncate">{value}</span>
              <CopyButton look="quiet" isIconOnly label={`Copy ${name.toLowerCase()}`} text={() => value} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
