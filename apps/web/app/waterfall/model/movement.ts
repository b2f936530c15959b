import type { WaterfallModel } from './row.ts'
import type { VisibleRow } from './visible-rows.ts'

/** What a key asks of the grid; ids are keys of lines. */
export type Movement =
  | { readonly to: number }
  | { readonly toggle: VisibleRow }
  | undefined

/** Arrow keys of a treegrid (WAI-ARIA): rows up and down, into and out of subtrees. `page` is how many rows fit on screen. */
export function moveByKey(lines: readonly VisibleRow[], at: number, key: string, page: number): Movement {
  const line = lines[at]
  const last = lines.length - 1
  switch (key) {
    case 'ArrowDown':
      return { to: Math.min(last, at + 1) }
    case 'ArrowUp':
      return { to: Math.max(0, at - 1) }
    case 'Home':
      return { to: 0 }
    case 'End':
      return { to: last }
    case 'PageDown':
      return { to: Math.min(last, at + page) }
    case 'PageUp':
      return { to: Math.max(0, at - page) }
    case 'ArrowRight':
      return line === undefined ? undefined : intoSubtree(lines, line, at)
    case 'ArrowLeft':
      return line === undefined ? undefined : outOfSubtree(lines, line, at)
    default:
      return undefined
  }
}

function intoSubtree(lines: readonly VisibleRow[], line: VisibleRow, at: number): Movement {
  if (line.isExpanded === false) return { toggle: line }
  const next = lines[at + 1]
  return line.isExpanded === true && next !== undefined && (line.fold !== null || next.level > line.level) ? { to: at + 1 } : undefined
}

function outOfSubtree(lines: readonly VisibleRow[], line: VisibleRow, at: number): Movement {
  if (line.isExpanded === true) return { toggle: line }
  for (let above = at - 1; above >= 0; above--) {
    const candidate = lines[above]
    if (candidate !== undefined && candidate.fold === null && candidate.level < line.level) return { to: above }
  }
  return undefined
}

/** The next (or previous) real failure after a row, going round. Undefined in a run without one. */
export function nextFailure({ failures }: WaterfallModel, row: number, isBack: boolean): number | undefined {
  if (isBack) return [...failures].reverse().find((index) => index < row) ?? failures.at(-1)
  return failures.find((index) => index > row) ?? failures[0]
}
