import type pg from 'pg'
import type { Fingerprint, Instant, ProjectId, VersionLabel } from '@agenttracer/schema'
import type { FailureStateChange } from '@agenttracer/schema/query'
import { failureModes, stateOfMode } from '../columns/failure-modes.ts'
import { inProject } from '../connect/project-transaction.ts'
import type { Stored } from '../store.ts'
import { noteChange } from './audit.ts'
import type { ChangedBy } from './audit.ts'
import { stored } from './stored.ts'

/** What a person says of a group. `above`: a share of 0 to 1. */
export type FailureStateWish =
  | { readonly state: 'open' }
  | { readonly state: 'resolved'; readonly version?: VersionLabel }
  | { readonly state: 'ignored'; readonly until?: Instant }
  | { readonly state: 'ignored'; readonly above: number }

export interface NewFailureState {
  readonly fingerprint: Fingerprint
  readonly wish: FailureStateWish
  readonly by: ChangedBy
}

const actions = { open: 'failure_opened', resolved: 'failure_resolved', ignored: 'failure_ignored' } as const

function modeOf(wish: FailureStateWish): number {
  if (wish.state === 'open') return failureModes.open
  if (wish.state === 'resolved') return wish.version === undefined ? failureModes.resolvedNow : failureModes.resolvedInVersion
  if ('above' in wish) return failureModes.ignoredAbove
  return wish.until === undefined ? failureModes.ignored : failureModes.ignoredUntil
}

/** Null: the project has no such group, or its agent no such version. */
export const setFailureState = (pool: pg.Pool, project: ProjectId, { fingerprint, wish, by }: NewFailureState): Promise<Stored<FailureStateChange | null>> =>
  stored(async () => {
    const mode = modeOf(wish)
    const version = wish.state === 'resolved' ? (wish.version ?? null) : null
    const until = wish.state === 'ignored' && 'until' in wish ? (wish.until ?? null) : null
    const above = wish.state === 'ignored' && 'above' in wish ? wish.above : null
    const row = await inProject(pool, project, 'write', async (client) => {
      const made = await client.query<{ changed_at: Date; version: string | null }>('SELECT changed_at, version FROM agenttracer.set_failure_state_v1($1, $2, $3, $4, $5, $6)', [
        fingerprint, mode, version, until, above, by.keyPrefix,
      ])
      if (made.rows[0] !== undefined) await noteChange(client, { action: actions[wish.state], by, project, subjectId: fingerprint })
      return made.rows[0]
    })
    if (row === undefined) return null
    return {
      state: stateOfMode(mode), at: row.changed_at.toISOString() as Instant, by: by.keyPrefix, version: row.version as VersionLabel | null, isNow: mode === failureModes.resolvedNow, until, above,
    }
  })
