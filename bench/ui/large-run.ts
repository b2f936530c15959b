import type { Browser } from 'playwright-core'
import { quantile } from './bars.ts'
import type { Bars } from './bars.ts'
import { causePaintMs, frameTimes, heapMiB, loadNotes } from './page-notes.ts'
import type { Movement } from './page-notes.ts'
import { benchVisit } from './visit.ts'
import type { BenchVisit } from './visit.ts'

const movements = ['still', 'scroll', 'jump', 'zoom'] as const satisfies readonly Movement[]

interface Large {
  readonly listUrl: string
  readonly runId: string
}

/** Opens the run from the list, so that it comes as data, without the server's picture. */
async function openFromList({ page, session }: BenchVisit, { listUrl, runId }: Large): Promise<void> {
  await page.goto(listUrl, { waitUntil: 'load' })
  await loadNotes(session)
  await page.evaluate(() => void (window.uiBench.tasks.length = 0))
  await page.locator(`[data-run-id="${runId}"] a[data-row-link]`).click()
}

/** The run of 10,000 steps: first paint of its cause, size, and how it moves. */
export async function measureLargeRun(browser: Browser, bars: Bars, large: Large, rounds: number): Promise<void> {
  const [paints, slowPaints, slowTasks, nodes, heaps, events]: [number[], number[], number[], number[], number[], number[]] = [[], [], [], [], [], []]
  const frames: Record<Movement, number[]> = { still: [], scroll: [], jump: [], zoom: [] }
  for (let round = 0; round < rounds; round++) {
    await using visit = await benchVisit(browser, 1)
    await openFromList(visit, large)
    paints.push(await causePaintMs(visit.session))
    await visit.page.waitForTimeout(1_000)
    nodes.push(await visit.page.locator('*').count())
    heaps.push(await heapMiB(visit.session))
    for (const movement of movements) frames[movement].push(...(await frameTimes(visit.page, movement)))
    for (const key of ['Home', 'e', 'End', 'ArrowUp', 'ArrowLeft', 'ArrowRight', 'c', 'i', '0']) {
      await visit.page.keyboard.press(key)
      await visit.page.waitForTimeout(200)
    }
    nodes.push(await visit.page.locator('*').count())
    events.push(await visit.page.evaluate(() => window.uiBench.slowestEvent))
    await using slow = await benchVisit(browser, 4)
    await openFromList(slow, large)
    slowPaints.push(await causePaintMs(slow.session))
    slowTasks.push(await slow.page.evaluate(() => Math.max(0, ...window.uiBench.tasks.map(({ ms }) => ms))))
  }
  bars.median('10,000 steps: data in the browser to the painted cause', paints, 'ms', 150)
  bars.median('10,000 steps: the same, 4x slower CPU', slowPaints, 'ms')
  bars.median('10,000 steps: longest task of that, 4x slower CPU', slowTasks, 'ms')
  bars.line('10,000 steps: DOM nodes, most', quantile(nodes, 1), '', 1_500)
  bars.line('10,000 steps: JS heap after a collection, most', quantile(heaps, 1), 'MiB', 80)
  const idle = quantile(frames.still, 0.95)
  for (const movement of ['scroll', 'jump', 'zoom'] as const) {
    bars.line(`10,000 steps: p95 frame of ${movement} against standing still (${idle.toFixed(1)} ms)`, quantile(frames[movement], 0.95) / idle, 'times', 1.25)
    bars.line(`10,000 steps: longest frame of ${movement}`, quantile(frames[movement], 1), 'ms', 100)
  }
  bars.median('10,000 steps: slowest answer to a key (INP)', events, 'ms', 150)
}
