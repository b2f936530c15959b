import type { Browser } from 'playwright-core'
import { launch } from './browser.ts'
import { postRun } from './seed-run.ts'
import type { SeededRun, SeedRun } from './seed-run.ts'
import { cancelled, crowd, degraded, exhausted, good, interrupted, odd, recovered, recursionLimit, running, toolTimeout } from './seed-shapes.ts'
import { startStack } from './stack.ts'
import type { Stack, StackOptions } from './stack.ts'

const minute = 60_000
const named = {
  failed: () => exhausted(5 * minute), timeout: () => toolTimeout(7 * minute), limit: () => recursionLimit(8 * minute), degraded: () => degraded(6 * minute),
  recovered: () => recovered(9 * minute), ok: () => good(10 * minute, '2.4.0'), cancelled: () => cancelled(11 * minute), interrupted: () => interrupted(12 * minute),
  odd: () => odd(13 * minute), running: () => running(),
} as const satisfies Record<string, () => SeedRun>

export type RunName = keyof typeof named

/** A running product with data of every shape, and a browser. */
export interface World {
  readonly stack: Stack
  readonly browser: Browser
  readonly runs: Readonly<Record<RunName, SeededRun>>
  /** Address of a page of the project, such as `/runs`. */
  readonly at: (path: string) => string
  readonly runAt: (name: RunName, search?: string) => string
  stop(): Promise<void>
}

export async function startWorld(options: StackOptions = {}): Promise<World> {
  const stack = await startStack(options)
  try {
    for (const seed of crowd()) await postRun(stack.ingestUrl, seed)
    const runs: Partial<Record<RunName, SeededRun>> = {}
    for (const [name, seed] of Object.entries(named)) runs[name as RunName] = await postRun(stack.ingestUrl, seed())
    const browser = await launch()
    const all = runs as Record<RunName, SeededRun>
    const at = (path: string): string => `${stack.webUrl}/p/default${path}`
    return {
      stack, browser, runs: all, at, runAt: (name, search = '') => at(`/runs/${all[name].runId}${search}`),
      stop: async () => {
        await browser.close()
        await stack.stop()
      },
    }
  } catch (error) {
    await stack.stop()
    throw error
  }
}
