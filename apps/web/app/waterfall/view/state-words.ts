import { plural } from '../../format/count.ts'
import { duration } from '../../format/duration.ts'
import type { IconName } from '../../ui/icon.tsx'
import type { Row, RowState } from '../model/row.ts'

/** How a state looks beside its word; never colour alone. */
export const stateIcons: Record<RowState, IconName | null> = {
  ok: null, 'root-cause': 'cross', failed: 'cross', propagated: 'below', recovered: 'recovered', cancelled: 'slash', interrupted: 'pause', running: 'dots', 'no-end': 'dots',
}

/** The visible word of a row's state; null for a quiet one. */
export function stateWord(row: Row): string | null {
  const timedOut = row.attempts.at(-1)?.isTimeout === true
  switch (row.state) {
    case 'ok':
      return null
    case 'root-cause':
      return 'Root cause'
    case 'failed':
      return timedOut ? `Timed out at ${duration(row.attempts.at(-1)?.durationMs)}` : 'Failed'
    case 'propagated':
      return 'Failed below'
    case 'recovered':
      return row.attempts.at(-1)?.status === 'ok' ? `Recovered, ${plural(row.attempts.length, 'try', 'tries')}` : 'Recovered later'
    case 'cancelled':
      return 'Cancelled'
    case 'interrupted':
      return 'Waiting'
    case 'running':
      return `Running ${duration(row.end - row.start)}`
    case 'no-end':
      return 'No end recorded'
  }
}

/** `3 of 3`, or empty for a step without retries. */
export function triesText(row: Row): string {
  const used = row.attempts.length
  if (used <= 1 && (row.maxAttempts ?? 1) <= 1) return ''
  return row.maxAttempts === null ? String(used) : `${used} of ${row.maxAttempts}`
}

/** What a screen reader says of a row: step, type, state, tries, duration, start (ui-spec.md section 8). */
export function rowLabel(row: Row): string {
  const failed = row.attempts.filter((attempt) => attempt.status === 'error').length
  const tries = row.attempts.length > 1 ? `${failed} of ${plural(row.maxAttempts ?? row.attempts.length, 'try', 'tries')} failed` : null
  return [row.name, row.type, stateWord(row)?.toLowerCase() ?? 'ok', tries, duration(row.durationMs), `starts at ${duration(row.start)}`]
    .filter((part) => part !== null)
    .join(', ')
}
