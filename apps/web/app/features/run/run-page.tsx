import { useParams, useSearchParams } from '@remix-run/react'
import type { RunDetail, StepColumns } from '@agenttracer/schema/query'
import { memo, useCallback, useMemo, useRef } from 'react'
import type { CSSProperties, ReactNode } from 'react'
import { isNotFound, panelError } from '../../api/panel-error.ts'
import { exactCount } from '../../format/count.ts'
import { useNow } from '../../preferences/preferences-context.tsx'
import { FailedPanel, Skeleton } from '../../ui/states.tsx'
import { buildModel } from '../../waterfall/model/build-model.ts'
import { Waterfall } from '../../waterfall/view/waterfall.tsx'
import { NotFound } from '../../shell/not-found.tsx'
import { Banner } from './banner.tsx'
import { CompareBar } from './compare-bar.tsx'
import { DetailPanel } from './detail-panel.tsx'
import { HeaderFacts } from './header-facts.tsx'
import { runFrame } from './run-frame.ts'
import { LateSplitter } from './late-splitter.tsx'
import { RunHeader } from './run-header.tsx'
import { RunNotices } from './run-notices.tsx'
import { StepTable } from './step-table.tsx'
import { useComparison } from './use-comparison.ts'
import { useLiveRun } from './use-live-run.ts'
import { usePanel } from './use-panel.ts'
import { useRunKeys } from './use-run-keys.ts'
import { useTrail } from './use-trail.ts'
import { useRunView } from './use-run-view.ts'

/** One run: why it ended as it did, then every step of it. */
export function RunPage() {
  const runId = useParams()['runId'] ?? ''
  const { run, steps } = useLiveRun(runId)
  if (run.data === undefined) {
    if (run.error === null) return <Skeleton rows={8} label="the run" />
    if (isNotFound(run.error)) return <RunNotFound />
    return <FailedPanel isWholePage what="The run" {...panelError(run.error)} isRetrying={run.isFetching} onRetry={() => void run.refetch()} />
  }
  return (
    <RunAtTime
      run={run.data}
      columns={steps.data}
      stepsProblem={
        steps.data !== undefined ? null : steps.error === null ? (
          <Skeleton rows={12} label="the steps" />
        ) : (
          <FailedPanel what="The steps of this run" {...panelError(steps.error)} isRetrying={steps.isFetching} onRetry={() => void steps.refetch()} />
        )
      }
    />
  )
}

/** The same text whether the run never was, is gone, or belongs to somebody else. */
export const RunNotFound = () => (
  <NotFound
    title={`This run is not in project ${useParams()['project'] ?? 'default'}`}
    text="It may be older than the retention time, or belong to another project."
  />
)

const noSteps: StepColumns = { names: [], originMs: 0, stepId: [], absentIds: [], type: [], status: [], role: [], name: [], seq: [], attempt: [], startMs: [] }

interface RunBodyProps {
  readonly run: RunDetail
  readonly columns: StepColumns | undefined
  readonly stepsProblem: ReactNode
  /** Unix milliseconds while the run goes on, else 0. */
  readonly clock: number
}

/** The clock moves a run that goes on, and no other. */
function RunAtTime(props: Omit<RunBodyProps, 'clock'>) {
  const now = useNow()
  return <RunBody {...props} clock={props.run.status === 'running' ? now : 0} />
}

const RunBody = memo(function RunBody({ run, columns, stepsProblem, clock }: RunBodyProps) {
  const model = useMemo(() => buildModel(columns ?? noSteps, runFrame(run, clock)), [columns, run, clock])
  const { state, dispatch, isStepMissing } = useRunView(model)
  const isTable = useSearchParams()[0].get('view') === 'table'
  const detail = useRef<HTMLElement>(null)
  const panel = usePanel()
  const { setOpen } = panel
  const openDetail = useCallback((): void => {
    setOpen(true)
    detail.current?.focus()
  }, [setOpen])
  const title = useMemo(() => <WaterfallTitle count={model.attemptCount} />, [model.attemptCount])
  const comparison = useComparison(run, model)
  const trail = useTrail(run)
  useRunKeys({ run, model, dispatch, trail, toggleComparison: comparison.toggle })
  return (
    <article aria-labelledby="run-title" className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <RunHeader run={run} model={model} comparison={comparison} trail={trail} />
      <Banner run={run} model={model} dispatch={dispatch} />
      <HeaderFacts run={run} />
      <RunNotices run={run} model={model} isStepMissing={isStepMissing} />
      <CompareBar run={run} comparison={comparison} dispatch={dispatch} />
      {stepsProblem ?? (
        <div className="run-split" style={{ '--detail': `${panel.width}px` } as CSSProperties}>
          {isTable ? (
            <StepTable model={model} />
          ) : (
            <Waterfall model={model} state={state} dispatch={dispatch} comparison={comparison.laid} openDetail={openDetail} title={title} />
          )}
          <LateSplitter width={panel.width} onWidth={panel.setWidth} onChosen={panel.keepWidth} controls="run-detail" />
          <DetailPanel ref={detail} isOpen={panel.isOpen} onOpen={setOpen} run={run} model={model} state={state} dispatch={dispatch} laid={comparison.laid} />
        </div>
      )}
    </article>
  )
})

function WaterfallTitle({ count }: { readonly count: number }) {
  return (
    <>
      <h2 className="px-1 text-[0.8125rem] font-semibold">{`${exactCount(count)} ${count === 1 ? 'step' : 'steps'}`}</h2>
      <a href="?view=table" className="px-1 text-xs text-link">
        View as table
      </a>
    </>
  )
}
