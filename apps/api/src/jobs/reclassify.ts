import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ControlStore, IngestStore } from '@agenttracer/db'
import { rulesVersion } from '@agenttracer/diagnosis'
import { failureCatalogue } from '@agenttracer/schema'
import type { ProjectId } from '@agenttracer/schema'
import { ApiFailure } from '../errors.ts'
import type { Log } from '../log-events.ts'
import type { Metrics } from '../metrics.ts'
import type { Job } from './schedule.ts'

const minuteMs = 60_000

export interface ReclassifyOptions {
  readonly ingest: Pick<IngestStore, 'reclassify'>
  readonly control: Pick<ControlStore, 'listProjects'>
  readonly log: Log
  readonly metrics: Metrics
  /** How long one turn of the job may take; the next goes on from there. Milliseconds, default 5,000: stopping waits for it. */
  readonly withinMs?: number
  /** Pause between two transactions, so that ingest never waits for long. Milliseconds, default 50. */
  readonly pauseMs?: number
  /** Default: the catalogue of this release. */
  readonly catalogue?: string
}

/** One UUID for a catalogue and the rules that read it: any edit of either gives another. @param rules of this release by default. */
export function catalogueId(rules: number = rulesVersion): string {
  const hex = createHash('sha256').update(JSON.stringify([rules, failureCatalogue])).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}

/** Judges stored runs again after the catalogue has changed. Costs one look-up a project once that is done. */
export function reclassifyJob(options: ReclassifyOptions): Job {
  return { name: 'reclassify', everyMs: minuteMs, run: () => reclassifyAll(options) }
}

async function reclassifyAll({ ingest, control, log, metrics, withinMs = 5_000, pauseMs = 50, catalogue = catalogueId() }: ReclassifyOptions): Promise<void> {
  const started = performance.now()
  const elapsed = (): number => performance.now() - started
  const projects = await control.listProjects()
  if (!projects.ok) throw new ApiFailure('STORE_UNAVAILABLE')
  let [runs, changed] = [0, 0]
  const turn = async (project: ProjectId): Promise<boolean> => {
    const done = await ingest.reclassify(project, catalogue)
    runs += done.runs
    changed += done.changed
    metrics.reclassified(done)
    return done.isDone
  }
  for (const { projectId } of projects.value) while (elapsed() < withinMs && !(await turn(projectId))) await sleep(pauseMs)
  if (runs > 0) log({ event: 'runs.reclassified', runs, changed, elapsedMs: Math.round(elapsed()) })
}
