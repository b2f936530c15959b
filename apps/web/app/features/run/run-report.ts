import { verdictMarkdown } from '@agenttracer/schema'
import type { RunDetail } from '@agenttracer/schema/query'
import { exactCount, plural } from '../../format/count.ts'
import { duration } from '../../format/duration.ts'
import type { WaterfallModel } from '../../waterfall/model/row.ts'
import { reportFacts } from './verdict-facts.ts'

/** What "Copy as Markdown" puts on the clipboard. */
export function runReport(run: RunDetail, model: WaterfallModel, permalink: string): string {
  if (run.verdict !== null) return verdictMarkdown(reportFacts(run, run.verdict, model, permalink))
  return [
    `### ${run.agentId} ${run.agentVersion}: ${run.status}`,
    permalink,
    '',
    '| Fact | Value |',
    '| --- | --- |',
    `| Started (UTC) | ${run.startedAt} |`,
    `| Duration | ${duration(run.durationMs)} |`,
    `| Environment | ${run.environment} |`,
    `| Steps | ${plural(run.stepCount, 'step')}, ${plural(run.retryCount, 'retry', 'retries')} |`,
    `| Tokens | ${exactCount(run.inputTokens)} in, ${exactCount(run.outputTokens)} out |`,
    '',
  ].join('\n')
}
