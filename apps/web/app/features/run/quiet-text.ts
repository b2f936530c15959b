import type { RunDetail } from '@agenttracer/schema/query'
import { plural } from '../../format/count.ts'
import { duration } from '../../format/duration.ts'
import { percent } from '../../format/percent.ts'
import { largestParts } from '../../waterfall/model/critical-path.ts'
import type { Row, WaterfallModel } from '../../waterfall/model/row.ts'

/** One sentence or two for a run without a verdict. */
export function quietText(run: RunDetail, model: WaterfallModel): string {
  switch (run.status) {
    case 'success':
      return sentences([`In ${duration(run.durationMs)}`, recovered(model), slowest(model)])
    case 'failed':
      return 'Nothing that was recorded explains it. The last step is selected.'
    case 'cancelled':
      return sentences([`The caller cancelled the run after ${duration(run.durationMs)}`, slowest(model)])
    case 'interrupted':
      return sentences([`The run is paused for a person or until it is resumed; it is not a failure. A resume appears as a new run`])
    case 'running':
      return sentences([`For ${duration(model.totalMs)}`, openSteps(model)])
    case 'incomplete':
      return sentences(['There has been no sign of life for a while; the process may have ended without a word', openSteps(model)])
  }
}

function recovered({ rows }: WaterfallModel): string | null {
  const again = rows.filter((row) => row.state === 'recovered')
  const first = again[0]
  if (first === undefined) return null
  const retries = again.reduce((sum, row) => sum + row.attempts.length - 1, 0)
  const how = first.attempts.length > 1 ? `${first.name} recovered on try ${first.attempts.length}` : `${first.name} failed and a later call made it good`
  return `${plural(retries, 'retry', 'retries')}: ${how}${again.length > 1 ? `, and ${again.length - 1} more` : ''}`
}

function slowest(model: WaterfallModel): string | null {
  const part = largestParts(model.criticalPath, 4).find(({ row }) => row > 0)
  return part === undefined ? null : `Slowest: ${model.rows[part.row]?.name ?? 'unknown'} (${percent(part.ms / model.totalMs)})`
}

function openSteps({ rows }: WaterfallModel): string | null {
  const open = rows.filter((row) => row.index > 0 && (row.state === 'running' || row.state === 'no-end') && row.children.length === 0)
  return open.length === 0 ? null : `Open: ${names(open)}`
}

const names = (rows: readonly Row[]): string => {
  const some = rows.slice(0, 3).map((row) => row.name).join(', ')
  return rows.length > 3 ? `${some} and ${rows.length - 3} more` : some
}

const sentences = (parts: readonly (string | null)[]): string => parts.filter((part) => part !== null).map((part) => `${part}.`).join(' ')
