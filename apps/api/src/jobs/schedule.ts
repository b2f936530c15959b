import { faultOf } from '../log-events.ts'
import type { Log } from '../log-events.ts'
import type { JobName, Metrics } from '../metrics.ts'

export interface Job {
  readonly name: JobName
  readonly everyMs: number
  readonly run: () => Promise<void>
  /** Runs every few seconds: only its failures are logged. */
  readonly isQuiet?: boolean
}

export interface Schedule {
  /** Starts no more; resolves when what runs has ended. */
  stop(): Promise<void>
}

/** Runs each job at once and then at its interval, never twice at a time. A job that fails is logged and tried again at its next turn. */
export function startJobs(jobs: readonly Job[], { log, metrics }: { readonly log: Log; readonly metrics: Metrics }): Schedule {
  let isStopped = false
  const running = new Set<Promise<void>>()
  const timers = new Set<NodeJS.Timeout>()
  const turn = async (job: Job): Promise<void> => {
    const started = performance.now()
    const elapsed = (): number => Math.round(performance.now() - started)
    try {
      await job.run()
      if (job.isQuiet !== true) log({ event: 'job.done', job: job.name, elapsedMs: elapsed() })
      metrics.job(job.name, true, elapsed())
    } catch (error) {
      const { errorClass, sqlState } = faultOf(error)
      log({ event: 'job.failed', job: job.name, errorClass, ...(sqlState === undefined ? {} : { sqlState }) })
      metrics.job(job.name, false, elapsed())
    }
  }
  const plan = (job: Job): void => {
    if (isStopped) return
    const now = turn(job)
    running.add(now)
    void now.then(() => {
      running.delete(now)
      if (isStopped) return
      const timer = setTimeout(() => {
        timers.delete(timer)
        plan(job)
      }, job.everyMs)
      timers.add(timer.unref())
    })
  }
  jobs.forEach(plan)
  return {
    stop: async () => {
      isStopped = true
      timers.forEach((timer) => clearTimeout(timer))
      await Promise.allSettled(running)
    },
  }
}
