import type { RunDetail } from '@agenttracer/schema/query'
import { memo } from 'react'
import { statusWords } from '../../run-row/run-words.ts'
import type { WaterfallModel } from '../../waterfall/model/row.ts'
import type { ViewAction } from '../../waterfall/model/view-state.ts'
import { BannerWord } from './banner-word.tsx'
import { EndedWord } from './ended-word.tsx'
import { quietText } from './quiet-text.ts'
import { VerdictBanner } from './verdict-banner.tsx'

interface BannerProps {
  readonly run: RunDetail
  readonly model: WaterfallModel
  readonly dispatch: (action: ViewAction) => void
}

/** The answer first: a verdict with its facts, or one quiet sentence. What grows while a run goes on is not read out; how it ended is, once. */
export const Banner = memo(function Banner({ run, model, dispatch }: BannerProps) {
  return (
    <div>
      <EndedWord run={run} model={model} />
      {run.verdict === null ? <QuietBanner run={run} model={model} /> : <VerdictBanner run={run} verdict={run.verdict} model={model} dispatch={dispatch} />}
    </div>
  )
})

function QuietBanner({ run, model }: { readonly run: RunDetail; readonly model: WaterfallModel }) {
  const { icon, word, tone } = statusWords[run.status]
  return (
    <section data-testid="run-banner" data-run-status={run.status} aria-label="Outcome" className="flex flex-wrap items-baseline gap-x-3 gap-y-1 rounded-lg border border-hairline bg-surface px-4 py-3">
      <BannerWord icon={icon} tone={tone}>
        {run.status === 'incomplete' ? 'No end recorded' : word}
      </BannerWord>
      <p className="min-w-0">{quietText(run, model)}</p>
    </section>
  )
}
