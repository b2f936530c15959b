import type { RunSummary } from '@agenttracer/schema/query'

export interface LiveState {
  /** New runs on the page, newest first. */
  readonly added: readonly RunSummary[]
  /** New runs that wait until the reader asks for them, newest first. */
  readonly waiting: readonly RunSummary[]
  /** The newest word on runs that are already on the page. */
  readonly changed: ReadonlyMap<string, RunSummary>
}

export const nothingLive: LiveState = { added: [], waiting: [], changed: new Map() }

/** A page that is left alone does not grow without end. */
const mostAdded = 200

interface Arrival {
  readonly runs: readonly RunSummary[]
  /** Runs that the list itself has. */
  readonly listed: ReadonlySet<string>
  /** False while rows must not move: the reader is among them, or has scrolled down. */
  readonly mayMove: boolean
}

/** Takes runs in as they come: known rows change in their place, new ones go on top or wait. */
export function arrive(state: LiveState, { runs, listed, mayMove }: Arrival): LiveState {
  const onPage = new Set([...listed, ...state.added.map(({ runId }) => runId)])
  const changed = new Map(state.changed)
  const news = new Map(state.waiting.map((run) => [run.runId, run]))
  for (const run of runs) (onPage.has(run.runId) ? changed : news).set(run.runId, run)
  const waiting = [...news.values()].sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1))
  const next = { added: state.added, waiting, changed }
  return mayMove ? showWaiting(next) : next
}

export const showWaiting = ({ added, waiting, changed }: LiveState): LiveState => ({ added: [...waiting, ...added].slice(0, mostAdded), waiting: [], changed })

/** The rows to draw: what came on top, then the list, each in its newest state. */
export function liveRows({ added, changed }: LiveState, list: readonly RunSummary[]): readonly RunSummary[] {
  const onTop = new Set(added.map(({ runId }) => runId))
  return [...added, ...list.filter(({ runId }) => !onTop.has(runId))].map((run) => changed.get(run.runId) ?? run)
}
