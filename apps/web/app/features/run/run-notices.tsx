import type { DropReason, RunFlag } from '@agenttracer/schema'
import type { RunDetail } from '@agenttracer/schema/query'
import { plural } from '../../format/count.ts'
import { Notice } from '../../ui/states.tsx'
import type { WaterfallModel } from '../../waterfall/model/row.ts'

const flagTexts: Record<Exclude<RunFlag, 'steps_capped'>, string> = {
  clock_skew: 'The sender’s clock was far off; the run is listed by the time it arrived.',
  conflict: 'Two different ends were reported for this run; the greater one is shown.',
  names_capped: 'This agent sent more distinct names than are kept; some steps are shown by their type.',
}

const dropWords: Partial<Record<DropReason, string>> = { buffer_full: 'buffer full', export_failed: 'export failed', retry_exhausted: 'sending failed for good', too_large: 'too large', unsafe_name: 'unsafe name' }

/** The number, where it was counted: runs that were stored before that have none. */
const cappedText = (leftOut: number): string =>
  `${leftOut === 0 ? 'This run has more steps than are kept' : `${plural(leftOut, 'step')} of this run came past its limit and ${leftOut === 1 ? 'is' : 'are'} not kept`}. Failing steps have room of their own; the end is here.`

/** What a reader should know about the record itself. Nothing is shown for a whole one. */
export function RunNotices({ run, model, isStepMissing }: { readonly run: RunDetail; readonly model: WaterfallModel; readonly isStepMissing: boolean }) {
  const { orphans, skewed, noEnd } = model.warnings
  const dropped = run.dropped.filter(({ count }) => count > 0)
  return (
    <>
      {isStepMissing ? <Notice testId="state-old-link">The step of this link is not in this run. {model.rootCause === null ? 'The slowest step' : 'The root cause'} is selected instead.</Notice> : null}
      {run.flags.map((flag) => (
        <Notice key={flag}>{flag === 'steps_capped' ? cappedText(run.stepsLeftOut) : flagTexts[flag]}</Notice>
      ))}
      {orphans === 0 ? null : <Notice testId="state-partial">{plural(orphans, 'step has', 'steps have')} no parent yet; shown at the end.</Notice>}
      {noEnd === 0 ? null : <Notice testId="state-partial">{plural(noEnd, 'step')} without a recorded end, drawn to the end of the run.</Notice>}
      {skewed === 0 ? null : <Notice>{plural(skewed, 'step')} with times that do not fit into the step around; drawn inside it.</Notice>}
      {dropped.length === 0 ? null : (
        <Notice>
          Left out of this run: {dropped.map(({ reason, count }) => `${dropWords[reason] ?? reason.replaceAll('_', ' ')} ${count}`).join(', ')}.
        </Notice>
      )}
    </>
  )
}
