import { memo } from 'react'
import type { CSSProperties, MouseEvent } from 'react'
import { duration } from '../../format/duration.ts'
import { Icon } from '../../ui/icon.tsx'
import type { BarBox } from '../model/layout.ts'
import type { VisibleRow } from '../model/visible-rows.ts'
import type { Comparison } from '../model/comparison.ts'
import type { TimeScale } from '../model/time-scale.ts'
import { Bars } from './bars.tsx'
import { DeltaCell, GhostLine, ghostLabel, MissingMark } from './ghost.tsx'
import { rowLabel, stateIcons, stateWord, triesText } from './state-words.ts'

export interface RowEvents {
  readonly onSelect: (line: VisibleRow, attempt: number | null) => void
  readonly onToggle: (line: VisibleRow) => void
  readonly onFit: (line: VisibleRow) => void
}

interface WaterfallRowProps {
  readonly line: VisibleRow
  readonly boxes: readonly BarBox[]
  /** Position in the list, from 0. */
  readonly at: number
  readonly isSelected: boolean
  readonly chosenAttempt: number | null
  readonly isCritical: boolean
  readonly scale: TimeScale
  readonly isMeasured: boolean
  /** Another run beside this one. */
  readonly comparison: Comparison | null
  readonly events: RowEvents
}

/** One line of the grid: step, tries, duration and its lane. */
export const WaterfallRow = memo(function WaterfallRow({ line, boxes, at, isSelected, chosenAttempt, isCritical, scale, isMeasured, comparison, events }: WaterfallRowProps) {
  const { row, fold } = line
  const ghost = fold === null ? comparison?.ghosts.get(row.id) : undefined
  const onClick = (event: MouseEvent<HTMLElement>): void => {
    const target = event.target as HTMLElement
    if (target.closest('[data-twist]') !== null) return events.onToggle(line)
    const attempt = target.closest('[data-attempt]')?.getAttribute('data-attempt')
    events.onSelect(line, attempt === null || attempt === undefined || row.attempts.length === 1 ? null : Number(attempt))
  }
  return (
    <div
      role="row"
      id={`wf-${line.key}`}
      className="wf-row"
      data-testid="wf-row"
      data-step-id={row.id}
      data-state={fold === null ? row.state : 'ok'}
      data-kind={row.type}
      data-critical={isCritical || undefined}
      tabIndex={isSelected ? 0 : -1}
      aria-rowindex={at + 2}
      aria-level={line.level}
      aria-posinset={line.posInSet}
      aria-setsize={line.setSize}
      aria-selected={isSelected}
      aria-label={fold === null ? rowLabel(row) + (comparison === null ? '' : ghostLabel(row.id, comparison)) : `${fold.label}, folded, ${duration(fold.sumMs)} together, starts at ${duration(fold.start)}`}
      {...(line.isExpanded === null ? {} : { 'aria-expanded': line.isExpanded })}
      onClick={onClick}
      onDoubleClick={() => events.onFit(line)}
      style={{ transform: `translateY(calc(var(--wf-row) * ${at}))`, '--wf-indent': line.level - 1 } as CSSProperties}
    >
      <div className="wf-grid h-full" role="presentation">
        <StepCell line={line} />
        <div role="gridcell" className="wf-cell wf-num">
          {fold === null ? triesText(row) : ''}
        </div>
        <div role="gridcell" className="wf-cell wf-num">
          {fold === null ? (row.durationMs === null ? <span title="No end recorded">–</span> : duration(row.durationMs)) : duration(fold.sumMs)}
        </div>
        {comparison === null ? null : (
          <div role="gridcell" className="wf-cell wf-num wf-delta" data-diff={ghost?.kind}>
            <DeltaCell ghost={ghost} /> {fold === null ? <MissingMark names={comparison.missingAfter.get(row.id)} /> : null}
          </div>
        )}
        <div role="gridcell" className="wf-lane">
          <span className="sr-only">{`from ${duration(row.start)} to ${duration(row.end)}`}</span>
          <Bars boxes={boxes} kind={row.type} chosen={chosenAttempt} widthPx={scale.widthPx} isMeasured={isMeasured} />
          {ghost === undefined || !isMeasured ? null : <GhostLine ghost={ghost} scale={scale} />}
        </div>
      </div>
    </div>
  )
})

function StepCell({ line: { row, fold, isExpanded } }: { readonly line: VisibleRow }) {
  const word = fold === null ? stateWord(row) : null
  const icon = stateIcons[row.state]
  return (
    <div role="gridcell" className="wf-cell wf-step">
      {isExpanded === null ? (
        <span className="wf-twist" />
      ) : (
        <span className="wf-twist" data-twist="">
          <Icon name="chevron" />
        </span>
      )}
      <Icon name={row.type} className="wf-kind" />
      <span className="wf-name" title={row.name}>
        {fold === null ? row.name : fold.label}
      </span>
      {row.node === null || row.node === row.name || fold !== null ? null : <span className="wf-node">{row.node}</span>}
      {row.isSkewed ? <span title="Its recorded times do not fit into the step around it; it is drawn inside."><Icon name="warning" className="size-3.5 shrink-0 text-recovered-text" /></span> : null}
      {word === null ? null : (
        <span className="wf-state" data-state={row.state}>
          {icon === null ? null : <Icon name={icon} />}
          {word}
        </span>
      )}
    </div>
  )
}
