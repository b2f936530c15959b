import { plural } from '../../format/count.ts'
import { signedDuration } from '../../format/duration.ts'
import type { Comparison, Ghost } from '../model/comparison.ts'
import type { TimeScale } from '../model/time-scale.ts'

/** Where the other run had this step: a thin line under its bar, on the clock of its own start. */
export function GhostLine({ ghost, scale }: { readonly ghost: Ghost; readonly scale: TimeScale }) {
  const { there } = ghost
  if (there === null || there.durationMs === null) return null
  const [from, to] = [Math.max(0, scale.toPx(there.startMs)), Math.min(scale.widthPx, scale.toPx(there.startMs + there.durationMs))]
  if (to < 0 || from > scale.widthPx) return null
  return <span className="wf-ghost" data-testid="wf-ghost" style={{ transform: `translateX(${Math.round(Math.min(from, scale.widthPx - 3))}px)`, width: `${Math.max(3, Math.round(to - from))}px` }} />
}

/** Longer or shorter than there; or that there is no there. */
export function DeltaCell({ ghost }: { readonly ghost: Ghost | undefined }) {
  if (ghost === undefined) return null
  if (ghost.kind === 'added') return <span className="wf-mark" title="The compared run has no such step">added</span>
  const delta = ghost.deltaMs === null ? '' : signedDuration(ghost.deltaMs)
  if (ghost.kind === 'same') return <span className="text-muted">{delta}</span>
  return (
    <span title={`Different: ${ghost.changes.map((fact) => fact.replace('_', ' ')).join(', ')}`}>
      <span className="wf-mark">≠</span> {delta}
    </span>
  )
}

/** Steps of the other run that should have come here. */
export function MissingMark({ names }: { readonly names: readonly string[] | undefined }) {
  if (names === undefined) return null
  return (
    <span className="wf-mark" title={`Only in the compared run, after this step: ${names.join(', ')}`}>
      −{names.length}
    </span>
  )
}

/** What a screen reader adds to a row that is compared. */
export function ghostLabel(id: string, { ghosts, missingAfter }: Comparison): string {
  const ghost = ghosts.get(id)
  const missing = missingAfter.get(id)
  const own = ghost === undefined ? null : ghost.kind === 'added' ? 'not in the compared run' : ghost.deltaMs === null ? ghost.kind : `${ghost.kind}, ${signedDuration(ghost.deltaMs)}`
  return [own, missing === undefined ? null : `${plural(missing.length, 'step')} missing after it`].filter((part) => part !== null).map((part) => `, ${part}`).join('')
}
