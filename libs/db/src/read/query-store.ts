import type { ProjectId } from '@agenttracer/schema'
import { once } from '../connect/once.ts'
import { openPool } from '../connect/open-pool.ts'
import { inProject } from '../connect/project-transaction.ts'
import { isReady, readWords } from '../connect/read-words.ts'
import { refusalOf } from '../connect/refusal.ts'
import { storeError } from '../connect/sql-failure.ts'
import { readSeries } from '../aggregate/read-series.ts'
import { listGroups } from '../failures/list-groups.ts'
import { readDifferences } from '../failures/read-differences.ts'
import { readGroup } from '../failures/read-group.ts'
import type { QueryStore, StoreClock, Stored } from '../store.ts'
import { listRuns } from './list-runs.ts'
import type { ReadContext } from './read-context.ts'
import { listAgents, readFirstRun } from './read-agents.ts'
import { readChanges } from './read-changes.ts'
import { readFacets } from './read-facets.ts'
import { readHealth } from './read-health.ts'
import { readHistogram } from './read-histogram.ts'
import { readLastGoodRun, readSimilar } from './read-kin.ts'
import { readAgentNames } from './read-agent-names.ts'
import { readPrivacy } from './read-privacy.ts'
import { readRun } from './read-run.ts'
import { readShares } from './read-shares.ts'
import { readStats } from './read-stats.ts'
import { readSteps } from './read-steps.ts'
import { readTail } from './read-tail.ts'
import { readTopFailures } from './read-top-failures.ts'
import { listVersions } from '../versions/list-versions.ts'
import { readVersionsDiff } from '../versions/read-versions-diff.ts'

export interface QueryStoreOptions {
  /** Connection address of `agenttracer_query`. */
  readonly url: string
  readonly clock?: StoreClock
  /** Default 8. */
  readonly connections?: number
  /** Limit of one statement; milliseconds. Past it the answer is `timeout`. Default 5,000. */
  readonly statementTimeoutMs?: number
  /** A running run without a sign of life for this long is shown as incomplete; milliseconds. Default ten minutes. */
  readonly incompleteAfterMs?: number
  /** Up to so many runs a summary is made from rows alone, with exact percentiles; beyond from stored sums, within 1 %. Default 20,000. */
  readonly exactUpTo?: number
}

/** The read-only door's store. Connects when first used. Throws `StoreError` for a bug of its own. */
export function createQueryStore(options: QueryStoreOptions): QueryStore {
  const pool = openPool({ url: options.url, max: options.connections ?? 8, statementTimeoutMs: options.statementTimeoutMs ?? 5_000, name: 'query' })
  const now = options.clock?.now ?? Date.now
  const incompleteAfterMs = options.incompleteAfterMs ?? 600_000
  const exactUpTo = options.exactUpTo ?? 20_000
  const words = once(() => readWords(pool))
  const readFor = (request?: object) => async <T>(project: ProjectId, work: (context: ReadContext) => Promise<T>): Promise<Stored<T>> => {
    try {
      const known = await words()
      const at = now()
      return { ok: true, value: await inProject(pool, project, 'read', (client) => work({ client, project, words: known, now: at, aliveSince: at - incompleteAfterMs, exactUpTo, ...(request === undefined ? {} : { request }) })) }
    } catch (error) {
      const refusal = refusalOf(error)
      if (refusal === undefined) throw storeError(error)
      return refusal
    }
  }
  const reads = (read: ReturnType<typeof readFor>): Omit<QueryStore, 'forRequest'> => ({
    listRuns: async (project, query) => {
      const answer = await read(project, (context) => listRuns(context, query))
      if (!answer.ok) return answer
      return answer.value === undefined ? { ok: false, refusal: { kind: 'bad_cursor' } } : { ok: true, value: answer.value }
    },
    readTail: (project, query) => read(project, (context) => readTail(context, query)),
    readRun: (project, runId) => read(project, (context) => readRun(context, runId)),
    readSteps: (project, runId) => read(project, (context) => readSteps(context, runId)),
    readLastGood: (project, runId) => read(project, (context) => readLastGoodRun(context, runId)),
    readSimilar: (project, runId) => read(project, (context) => readSimilar(context, runId)),
    readStats: (project, filter) => read(project, (context) => readStats(context, filter)),
    readSeries: (project, query) => read(project, (context) => readSeries(context, query)),
    readHealth: (project, filter) => read(project, (context) => readHealth(context, filter)),
    readTopFailures: (project, filter) => read(project, (context) => readTopFailures(context, filter)),
    listFailures: (project, query) => read(project, (context) => listGroups(context, query)),
    readFailure: (project, fingerprint, filter) => read(project, (context) => readGroup(context, fingerprint, filter)),
    readFailureDifferences: (project, fingerprint, filter) => read(project, (context) => readDifferences(context, fingerprint, filter)),
    readFacets: (project, filter) => read(project, (context) => readFacets(context, filter)),
    readShares: (project, runIds) => read(project, (context) => readShares(context, runIds)),
    readHistogram: (project, filter) => read(project, (context) => readHistogram(context, filter)),
    readChanges: (project, filter) => read(project, (context) => readChanges(context, filter)),
    listVersions: (project, filter) => read(project, (context) => listVersions(context, filter)),
    readVersionsDiff: (project, query) => read(project, (context) => readVersionsDiff(context, query)),
    listAgents: (project) => read(project, listAgents),
    readPrivacy: (project) => read(project, readPrivacy),
    readNames: (project, agent) => read(project, async (context) => (await readAgentNames(context, agent)) ?? null),
    readFirstRun: (project) => read(project, readFirstRun),
    isReady: () => isReady(pool),
    close: () => pool.end(),
  })
  const forRequest = (): QueryStore => ({ ...reads(readFor({})), forRequest })
  return { ...reads(readFor()), forRequest }
}
