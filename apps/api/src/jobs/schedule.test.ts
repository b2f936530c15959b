import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { LogEvent } from '../log-events.ts'
import { createMetrics } from '../metrics.ts'
import { startJobs } from './schedule.ts'

test('a job runs at once and again, never twice at a time; a failure is logged without its message and does not end it', async () => {
  const events: LogEvent[] = []
  let [turns, running, mostRunning] = [0, 0, 0]
  const run = async (): Promise<void> => {
    turns += 1
    running += 1
    mostRunning = Math.max(mostRunning, running)
    await sleep(5)
    running -= 1
    if (turns === 1) throw Object.assign(new TypeError('CANARY'), { code: '23505' })
  }
  const schedule = startJobs([{ name: 'retention', everyMs: 1, run }], { log: (event) => void events.push(event), metrics: createMetrics() })
  await expect.poll(() => turns).toBeGreaterThan(2)
  await schedule.stop()
  const after = turns
  await sleep(20)
  expect({ turns, running, mostRunning }).toEqual({ turns: after, running: 0, mostRunning: 1 })
  expect(events[0]).toEqual({ event: 'job.failed', job: 'retention', errorClass: 'TypeError', sqlState: '23505' })
  expect(events[1]).toMatchObject({ event: 'job.done', job: 'retention' })
  expect(JSON.stringify(events)).not.toContain('CANARY')
})
