import type { Job } from './schedule.ts'

const hourMs = 3_600_000

/** What the store offers for its own upkeep. */
export interface Upkeep {
  /** Makes the partitions of the weeks ahead. */
  ensurePartitions(): Promise<void>
  /** Drops and deletes what is past retention; false when more is left than one turn may take. */
  sweep(): Promise<void>
}

/** Partitions and retention. Both are repeatable and safe beside another process that does the same. */
export const upkeepJobs = (upkeep: Upkeep): readonly Job[] => [
  { name: 'partitions', everyMs: 24 * hourMs, run: () => upkeep.ensurePartitions() },
  { name: 'retention', everyMs: hourMs, run: () => upkeep.sweep() },
]
