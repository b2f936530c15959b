import type { ControlStore, ProjectSummary, QueryStore } from '@agenttracer/db'
import { ApiFailure } from '../errors.ts'
import type { Job } from '../jobs/schedule.ts'
import type { Log } from '../log-events.ts'
import { deliverDue } from './deliver.ts'
import { detect } from './detect.ts'

export interface WebhookJobsOptions {
  readonly control: ControlStore
  readonly store: QueryStore
  readonly log: Log
  readonly webUrl: string
  readonly allowPrivate: boolean
}

const keptMs = 90 * 86_400_000

/** Looks for what is to be told, and tells it. Any number of processes may do both: the database sees to it that each thing is told once. */
export function webhookJobs({ control, store, log, webUrl, allowPrivate }: WebhookJobsOptions): readonly Job[] {
  const { webhooks } = control
  const each = async (work: (project: ProjectSummary) => Promise<unknown>): Promise<void> => {
    const projects = await control.listProjects()
    if (!projects.ok) throw new ApiFailure('STORE_UNAVAILABLE')
    for (const project of projects.value) await work(project)
  }
  return [
    { name: 'webhooks_detect', everyMs: 30_000, isQuiet: true, run: () => each(({ projectId }) => detect(projectId, { webhooks, store })) },
    { name: 'webhooks_deliver', everyMs: 3_000, isQuiet: true, run: () => each((project) => deliverDue(project, { webhooks, log, webUrl, allowPrivate })) },
    { name: 'webhooks_prune', everyMs: 86_400_000, run: () => each(({ projectId }) => webhooks.prune(projectId, new Date(Date.now() - keptMs).toISOString())) },
  ]
}
