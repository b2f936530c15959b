import type { RunDetail } from '@agenttracer/schema/query'
import { BackLink } from '../../ui/back-link.tsx'
import { Button, buttonClass } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import type { WaterfallModel } from '../../waterfall/model/row.ts'
import { permalink } from './permalink.ts'
import { reportLater } from './report-later.ts'
import type { RunComparison } from './use-comparison.ts'
import { TrailLinks } from './trail-links.tsx'
import type { TrailView } from './use-trail.ts'

/** Short form of a run id: its random end, since the beginning is the time. */
export const shortRunId = (runId: string): string => runId.slice(-6)

interface RunHeaderProps {
  readonly run: RunDetail
  readonly model: WaterfallModel
  readonly comparison: RunComparison
  readonly trail: TrailView
}

export function RunHeader({ run, model, comparison, trail }: RunHeaderProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <BackLink to={trail.list}>Runs</BackLink>
      <h1 id="run-title" className="min-w-0 text-base font-semibold [overflow-wrap:anywhere]">
        {run.agentId} <span className="font-normal text-muted">run</span> <span className="font-mono text-[0.8125rem]">{shortRunId(run.runId)}</span>
      </h1>
      <TrailLinks trail={trail} />
      <div className="flex flex-wrap gap-1.5 sm:ml-auto">
        <Button aria-pressed={comparison.isAsked} title="Compare with the last good run (d)" onClick={comparison.toggle}>
          Compare
        </Button>
        <CopyButton label="Copy link" text={permalink} />
        <CopyButton label="Copy as Markdown" text={async () => reportLater(run, model, permalink())} />
        <a className={buttonClass()} href={`/v1/runs/${run.runId}`}>
          JSON
        </a>
      </div>
    </div>
  )
}
