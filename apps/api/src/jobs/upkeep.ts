import type { Authenticator, ControlStore } from '@agenttracer/db'
import { ApiFailure } from '../errors.ts'
import type { Job } from './schedule.ts'

const hourMs = 3_600_000
/** Then it waits for the next hour, so that stopping never waits long. */
const mostTurns = 10

export interface UpkeepOptions {
  readonly control: ControlStore
  readonly authenticator: Authenticator
  /** What the environment sets for the default project; it wins over Settings at every start. */
  readonly retentionDays?: number | undefined
}

/** Partitions and retention. Both are repeatable and safe beside another process that does the same. */
export function upkeepJobs({ control, authenticator, retentionDays }: UpkeepOptions): readonly Job[] {
  const settle = onceDone(() => setRetention(control, authenticator, retentionDays))
  return [
    { name: 'partitions', everyMs: 24 * hourMs, run: () => settle().then(() => control.ensurePartitions()) },
    { name: 'retention', everyMs: hourMs, run: () => settle().then(() => sweepAll(control)) },
  ]
}

/** Done again after a failure, not after a success; callers at the same time share one try. */
function onceDone(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined
  return () =>
    (done ??= work().catch((error: unknown) => {
      done = undefined
      throw error
    }))
}

async function setRetention(control: ControlStore, authenticator: Authenticator, days: number | undefined): Promise<void> {
  if (days === undefined) return
  const project = await authenticator.defaultProject()
  if (!project.ok || !(await control.setRetention(project.value, days, { actor: 'setting', keyPrefix: null })).ok) throw new ApiFailure('STORE_UNAVAILABLE')
}

/** A sweep is bounded in time; what is left of it goes in the next. */
async function sweepAll(control: ControlStore): Promise<void> {
  for (let turns = 0; turns < mostTurns; turns += 1) if (await control.sweepRetention()) return
}
