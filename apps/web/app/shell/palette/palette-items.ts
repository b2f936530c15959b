import { describeFailure, failureCatalogue, failureKeys } from '@agenttracer/schema'
import { isRunId, isTraceId } from '@agenttracer/schema/names'
import type { RunSummary } from '@agenttracer/schema/query'

/** One thing to go to. `words` is what typing is matched against. */
export interface PaletteItem {
  readonly id: string
  readonly label: string
  readonly detail: string
  readonly words: string
  readonly to: string
}

/** Enough to find one by typing; a project may have a thousand agents. */
const mostAgents = 300
const mostRuns = 50

/** 1 for a beginning, less for the beginning of a word, least for an inside; 0 unless every typed word occurs. */
export function rankOf(_: string, typed: string, keywords: readonly string[] = []): number {
  const words = keywords.join(' ').toLowerCase()
  const ranks = typed.toLowerCase().split(/\s+/).filter(Boolean).map((part) => {
    const at = words.indexOf(part)
    if (at < 0) return 0
    return at === 0 ? 1 : /[a-z0-9]/.test(words.charAt(at - 1)) ? 0.2 : 0.6
  })
  return ranks.length === 0 ? 1 : Math.min(...ranks)
}

/** What a typed id means: the run of that id, or the runs of a trace. Nothing else that is typed leaves the page. */
export function idItems(base: string, typed: string): PaletteItem[] {
  const text = typed.trim().toLowerCase()
  if (isRunId(text)) return [{ id: `run ${text}`, label: `Open run ${text.slice(-6)}`, detail: text, words: typed, to: `${base}/runs/${text}` }]
  if (isTraceId(text)) return [{ id: `trace ${text}`, label: 'Runs of this trace', detail: text, words: typed, to: `${base}/runs?trace=${text}` }]
  return []
}

/** Runs that a list on this page has shown, found by any part of their id or by their agent. */
export function runItems(base: string, runs: readonly RunSummary[]): PaletteItem[] {
  const byId = new Map(runs.map((run) => [run.runId, run]))
  return [...byId.values()].slice(0, mostRuns).map(({ runId, agentId, agentVersion, status }) => ({
    id: `run ${runId}`, label: `${agentId} ${agentVersion}, ${status}`, detail: runId.slice(-6), words: `${runId} ${agentId}`, to: `${base}/runs/${runId}`,
  }))
}

export const agentItems = (base: string, agents: readonly string[]): PaletteItem[] =>
  agents.slice(0, mostAgents).map((agent) => ({ id: `agent ${agent}`, label: agent, detail: 'its runs', words: agent, to: `${base}/runs?${new URLSearchParams({ agent })}` }))

export const codeItems = (base: string): PaletteItem[] =>
  failureKeys.map((key) => {
    const { category } = failureCatalogue[key]
    const what = describeFailure({ category, code: key.slice(category.length + 1) }).what
    return { id: `code ${key}`, label: key, detail: what, words: `${key} ${key.replaceAll('_', ' ')} ${what}`, to: `${base}/runs?code=${key}` }
  })
