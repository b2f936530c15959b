import type { Browser } from 'playwright-core'
import { quantile } from './bars.ts'
import type { Bars } from './bars.ts'
import { loadNotes, threadTime } from './page-notes.ts'
import type { LoadNotes as PageNotes } from './page-notes.ts'
import { benchVisit } from './visit.ts'

const slower = 4

interface LoadNotes extends PageNotes {
  readonly threadMs: number
}

async function manyLoads(browser: Browser, url: string, rounds: number): Promise<readonly LoadNotes[]> {
  const taken: LoadNotes[] = []
  for (let round = 0; round < rounds; round++) {
    await using visit = await benchVisit(browser, slower)
    const threadMs = await threadTime(visit.session)
    await visit.page.goto(url, { waitUntil: 'load' })
    const notes = await loadNotes(visit.session)
    taken.push({ ...notes, threadMs: (await threadTime(visit.session)) - threadMs })
  }
  return taken
}

/** First loads with empty caches. `hasBars: false` measures a page for which there are none. */
export async function measureLoads(browser: Browser, bars: Bars, name: string, url: string, rounds: number, hasBars = true): Promise<void> {
  const taken = await manyLoads(browser, url, rounds)
  const limited = (what: string, pick: (notes: LoadNotes) => number, limit: number): void => bars.median(`${name}: ${what}, ${slower}x slower CPU`, taken.map(pick), 'ms', hasBars ? limit : undefined)
  bars.median(`${name}: first byte from the server`, taken.map(({ ttfbMs }) => ttfbMs), 'ms')
  limited('LCP', ({ lcpMs }) => lcpMs, 1_200)
  limited('TTI', ({ ttiMs }) => ttiMs, 2_000)
  limited('longest task', ({ longestTaskMs }) => longestTaskMs, 200)
  bars.median(`${name}: blocked by long tasks, ${slower}x slower CPU`, taken.map(({ blockedMs }) => blockedMs), 'ms')
  bars.median(`${name}: time of the main thread on a processor, ${slower}x slower CPU`, taken.map(({ threadMs }) => threadMs), 'ms')
  bars.line(`${name}: layout shift, worst`, quantile(taken.map(({ cls }) => cls), 1), '', 0.02)
}
