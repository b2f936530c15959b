import { openPool } from '../connect/open-pool.ts'
import { isReady } from '../connect/read-words.ts'
import type { ControlStore } from '../store.ts'
import { setFailureState } from './failure-states.ts'
import { createKey, listKeys, revokeKey } from './keys.ts'
import { createProject, listProjects, setRetention } from './projects.ts'
import { listAudit } from './audit.ts'
import { webhookStore } from '../webhooks/webhooks.ts'
import { resetNames } from './reset-names.ts'
import { deleteRuns, ensurePartitions, rollUp, sweepRetention } from './upkeep.ts'
import { deleteView, listViews, saveView } from './views.ts'

export interface ControlStoreOptions {
  /** Connection address of `agenttracer_control`. */
  readonly url: string
  /** How long one sweep may take; milliseconds. Default one minute. */
  readonly sweepMs?: number
}

/** Some 20 ms each at a thousand runs an hour: a transaction stays short. */
const hoursAtOnce = 12

/** Keys, projects, views, retention, partitions and the log of changes, by the control role. Connects when first used. */
export function createControlStore(options: ControlStoreOptions): ControlStore {
  const pool = openPool({ url: options.url, max: 2, statementTimeoutMs: 60_000, name: 'control' })
  return {
    webhooks: webhookStore(pool),
    createKey: (key, by) => createKey(pool, key, by),
    listKeys: (project) => listKeys(pool, project),
    revokeKey: (project, keyId, by) => revokeKey(pool, project, keyId, by),
    listProjects: () => listProjects(pool),
    createProject: (project, by) => createProject(pool, project, by),
    setRetention: (project, days, by) => setRetention(pool, project, days, by),
    setFailureState: (project, change) => setFailureState(pool, project, change),
    resetNames: (project, agent, by) => resetNames(pool, project, agent, by),
    deleteEnvironment: (project, environment, by) => deleteRuns(pool, project, environment, by),
    listViews: (project) => listViews(pool, project),
    saveView: (project, view, by) => saveView(pool, project, view, by),
    deleteView: (project, viewId, by) => deleteView(pool, project, viewId, by),
    listAudit: (project, query) => listAudit(pool, project, query),
    ensurePartitions: () => ensurePartitions(pool),
    rollUp: (project) => rollUp(pool, project, hoursAtOnce),
    sweepRetention: () => sweepRetention(pool, options.sweepMs ?? 60_000),
    isReady: () => isReady(pool),
    close: () => pool.end(),
  }
}
