import { duration } from '../../format/duration.ts'
import { classes } from '../../ui/classes.ts'
import type { Attempt, Row, WaterfallModel } from '../../waterfall/model/row.ts'
import type { ViewAction } from '../../waterfall/model/view-state.ts'

interface TriesTableProps {
  readonly row: Row
  readonly model: WaterfallModel
  readonly chosen: number | null
  readonly dispatch: (action: ViewAction) => void
}

/** Each try of a step: how it ended, how long it took, how long was waited before. */
export function TriesTable({ row, model, chosen, dispatch }: TriesTableProps) {
  return (
    <section aria-label="Tries">
      <h3 className="mb-1 text-xs font-semibold text-muted">Tries</h3>
      <table className="w-full">
        <thead className="sr-only">
          <tr>
            <th>Try</th>
            <th>Waited before</th>
            <th>Outcome</th>
            <th>Duration</th>
          </tr>
        </thead>
        <tbody>
          {row.attempts.map((attempt) => (
            <tr key={attempt.stepId} data-testid="try" data-attempt={attempt.number} className={classes('border-t border-hairline', chosen === attempt.number && 'bg-selected')}>
              <td className="py-0.5">
                <button type="button" className="min-h-6 min-w-6 px-1 text-left text-link underline" aria-pressed={chosen === attempt.number} onClick={() => dispatch({ do: 'select', row: row.id, attempt: attempt.number })}>
                  {attempt.number}
                </button>
              </td>
              <td className="pr-2 whitespace-nowrap text-muted">{attempt.waitMs === null ? '' : `after ${duration(attempt.waitMs)}`}</td>
              <td className={attempt.status === 'error' ? 'text-failed-text' : ''}>{outcome(attempt, model)}</td>
              <td className="pr-1 text-right whitespace-nowrap">{duration(attempt.durationMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function outcome(attempt: Attempt, { columns }: WaterfallModel): string {
  const failure = columns.failure?.[attempt.at] ?? null
  if (failure === null) return attempt.status === 'error' ? 'failed' : attempt.status
  return failure.httpStatus === null ? failure.code.replaceAll('_', ' ') : `HTTP ${failure.httpStatus}`
}
