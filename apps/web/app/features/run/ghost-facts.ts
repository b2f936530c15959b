import { plural } from '../../format/count.ts'
import { duration, signedDuration } from '../../format/duration.ts'
import type { Comparison } from '../../waterfall/model/comparison.ts'
import type { Row } from '../../waterfall/model/row.ts'
import type { DetailFact } from './detail-facts.tsx'

/** What the other run has in the place of the selected step. */
export function ghostFacts(row: Row, laid: Comparison | null): DetailFact[] {
  const ghost = laid?.ghosts.get(row.id)
  const missing = laid?.missingAfter.get(row.id) ?? []
  const after: DetailFact[] = missing.length === 0 ? [] : [['Missing after', missing.join(', ')]]
  if (ghost === undefined) return after
  const { there, deltaMs, changes } = ghost
  if (there === null) return [['There', 'no such step'], ...after]
  const differs = (fact: (typeof changes)[number], text: string): readonly string[] => (changes.includes(fact) ? [text] : [])
  const changed = [
    ...differs('status', `was ${there.status}`), ...differs('failure', there.failure === null ? 'did not fail' : `failed with ${there.failure}`), ...differs('tries', plural(there.tries, 'try', 'tries')),
    ...differs('http_status', `HTTP ${there.httpStatus ?? ''}`), ...differs('model', `model ${there.model ?? ''}`),
  ]
  return [
    ['Duration there', `${duration(there.durationMs)}${deltaMs === null ? '' : ` (${signedDuration(deltaMs)} here)`}`],
    ...(changed.length === 0 ? [] : [['Different there', changed.join(', ')] as const]),
    ...(there.tokens === null ? [] : [['Tokens there', String(there.tokens)] as const]),
    ...after,
  ]
}
