import { openPool } from '../connect/open-pool.ts'
import { isReady } from '../connect/read-words.ts'
import type { ControlStore } from '../store.ts'
import { setFailureState } from './failure-states.ts'
import { createKey, listKeys, revokeKey } from './keys.ts'
import { createProject, listProjects, setRetention } from './projects.ts'
import { deleteRuns, ensurePartitions, sweepRetention } from './upkeep.ts'

export interface ControlStoreOptions {
  /** Connection address of `agenttracer_control`. */
  readonly url: string
  /** How long one sweep may take; milliseconds. Default one minute. */
  readonly sweepMs?: number
}

/** Keys, projects, retention and partitions, by the control role. Connects when first used. */
export function createControlStore(options: ControlStoreOptions): ControlStore {
  const pool = openPool({ url: options.url, max: 2, statementTimeoutMs: 60_000, name: 'control' })
  return {
    createKey: (key) => createKey(pool, key),
    listKeys: (project) => listKeys(pool, project),
    revokeKey: (project, keyId) => revokeKey(pool, project, keyId),
    listProjects: () => listProjects(pool),
    createProject: (project) => createProject(pool, project),
    setRetention: (project, days) => setRetention(pool, project, days),
    setFailureState: (project, change) => setFailureState(pool, project, change),
    deleteEnvironment: (project, environment) => deleteRuns(pool, project, environment),
    ensurePartitions: () => ensurePartitions(pool),
    sweepRetention: () => sweepRetention(pool, options.sweepMs ?? 60_000),
    isReady: () => isReady(pool),
    close: () => pool.end(),
  }
}
