import { setTimeout as sleep } from 'node:timers/promises'
import type { ControlStore } from '@agenttracer/db'
import { ApiFailure } from '../errors.ts'
import type { Job } from './schedule.ts'

export interface RollUpOptions {
  readonly control: Pick<ControlStore, 'listProjects' | 'rollUp'>
  /** How long one turn of the job may take; the next goes on from there. Milliseconds, default 5,000: stopping waits for it. */
  readonly withinMs?: number
  /** Pause between two transactions, so that ingest never waits for long. Milliseconds, default 50. */
  readonly pauseMs?: number
}

/** Keeps the sums of past hours up to date. What it has not reached yet is read from rows, so its delay costs time and no truth. */
export const rollUpJob = (options: RollUpOptions): Job => ({ name: 'roll-up', everyMs: 30_000, run: () => rollUpAll(options) })

async function rollUpAll({ control, withinMs = 5_000, pauseMs = 50 }: RollUpOptions): Promise<void> {
  const until = performance.now() + withinMs
  const projects = await control.listProjects()
  if (!projects.ok) throw new ApiFailure('STORE_UNAVAILABLE')
  for (const { projectId } of projects.value) while (performance.now() < until && (await control.rollUp(projectId)) > 0) await sleep(pauseMs)
}
