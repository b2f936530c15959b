import type { ControlStore } from '@agenttracer/db'
import type { Job } from './schedule.ts'

const hourMs = 3_600_000
/** Then it waits for the next hour, so that stopping never waits long. */
const mostTurns = 10

export type Upkeep = Pick<ControlStore, 'ensurePartitions' | 'sweepRetention'>

/** Partitions and retention. Both are repeatable and safe beside another process that does the same. */
export const upkeepJobs = (upkeep: Upkeep): readonly Job[] => [
  { name: 'partitions', everyMs: 24 * hourMs, run: () => upkeep.ensurePartitions() },
  { name: 'retention', everyMs: hourMs, run: () => sweepAll(upkeep) },
]

/** A sweep is bounded in time; what is left of it goes in the next. */
async function sweepAll(upkeep: Upkeep): Promise<void> {
  for (let turns = 0; turns < mostTurns; turns += 1) if (await upkeep.sweepRetention()) return
}
