import { describeFailure } from '@agenttracer/schema'
import type { RunSummary } from '@agenttracer/schema/query'
import type { IconName } from '../ui/icon.tsx'

export interface StatusWord {
  readonly word: string
  readonly icon: IconName
  readonly tone: string
}

/** The bare statuses, where nothing more is known of a run. */
export const statusWords: Readonly<Record<RunSummary['status'], StatusWord>> = {
  success: { word: 'OK', icon: 'check', tone: 'text-ok-text' },
  failed: { word: 'Failed', icon: 'cross', tone: 'text-failed-text' },
  cancelled: { word: 'Cancelled', icon: 'slash', tone: 'text-cancelled-text' },
  interrupted: { word: 'Waiting', icon: 'pause', tone: 'text-cancelled-text' },
  running: { word: 'Running', icon: 'dots', tone: 'text-running-text' },
  incomplete: { word: 'No end', icon: 'dots', tone: 'text-cancelled-text' },
}

/** A run's status as a word with a glyph; colour only repeats it. */
export function statusWord({ status, degraded, retryCount }: Pick<RunSummary, 'status' | 'degraded' | 'retryCount'>): StatusWord {
  if (status !== 'success') return statusWords[status]
  if (degraded) return { word: 'Degraded', icon: 'warning', tone: 'text-recovered-text' }
  return retryCount > 0 ? { word: 'OK, retried', icon: 'recovered', tone: 'text-recovered-text' } : statusWords.success
}

/** The verdict in a phrase, enough for a row of a list; null for a run without one. */
export function whatFailed({ verdict }: Pick<RunSummary, 'verdict'>): string | null {
  if (verdict === null) return null
  const { what } = describeFailure({
    category: verdict.category, code: verdict.code, stepType: verdict.stepType ?? undefined, stepName: verdict.stepName ?? undefined,
    httpStatus: verdict.httpStatus ?? undefined, tries: verdict.attempts,
  })
  return what.replace(/\.$/, '')
}
