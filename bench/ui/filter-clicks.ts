import type { Browser, Page } from 'playwright-core'
import { median, quantile } from './bars.ts'
import type { Bars } from './bars.ts'
import { benchVisit } from './visit.ts'

/** What a reader chooses one after the other: each adds to what is chosen already, the empty ones take away. */
const choices: readonly (readonly [field: string, value: string])[] = [
  ['status', 'failed'], ['agent', 'support-bot'], ['cat', 'tool'], ['status', ''], ['agent', 'planner'], ['cat', ''], ['status', 'success'], ['agent', ''], ['status', ''],
]

/** Chooses in the form and waits for a frame with the new rows. Milliseconds, taken in the page. */
const choose = (page: Page, field: string, value: string): Promise<number> =>
  page.evaluate(
    ([name, chosen]) =>
      new Promise<number>((resolve, reject) => {
        const form = document.querySelector('form[role="search"]')
        const select = form?.querySelector<HTMLSelectElement>(`select[name="${name}"]`)
        if (select == null) return reject(new Error(`no field ${name}`))
        select.value = chosen ?? ''
        if (select.value !== chosen) return reject(new Error(`${name} offers no ${chosen}`))
        // Every choice here changes them; they are drawn with the rest of the new page.
        const chips = (): string => document.querySelector('[aria-label="Active filters"]')?.textContent ?? ''
        const before = chips()
        const began = performance.now()
        select.dispatchEvent(new Event('change', { bubbles: true }))
        const look = (): void => {
          const isThere = chips() !== before && document.querySelector('[data-testid="runs-table"], [data-testid="state-empty"]') !== null && document.querySelector('main [aria-busy="true"]') === null
          if (isThere) requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)))
          else if (performance.now() - began > 20_000) reject(new Error(`no rows for ${name}`))
          else requestAnimationFrame(look)
        }
        requestAnimationFrame(look)
      }),
    [field, value],
  )

/** From the choice of a filter to its rows on screen, over all runs and over a week. */
export async function measureFilterClicks(browser: Browser, bars: Bars, listUrl: string, runs: number, rounds: number): Promise<void> {
  const taken: number[] = []
  const byChoice = new Map<string, number[]>()
  for (const search of ['', '?last=7d']) {
    await using visit = await benchVisit(browser, 1)
    await visit.page.goto(listUrl + search, { waitUntil: 'networkidle' })
    for (let round = 0; round < rounds; round++) {
      for (const [field, value] of choices) {
        const ms = await choose(visit.page, field, value)
        taken.push(ms)
        const key = `${search === '' ? 'any time' : 'a week'}, ${field} ${value === '' ? 'off' : value}`
        byChoice.set(key, [...(byChoice.get(key) ?? []), ms])
        await visit.page.waitForLoadState('networkidle')
      }
    }
  }
  bars.line(`filter chosen to its rows, p75 of ${taken.length}, ${runs.toLocaleString('en')} runs`, quantile(taken, 0.75), 'ms', 300)
  bars.median('filter chosen to its rows', taken, 'ms')
  const slowest = [...byChoice].toSorted(([, a], [, b]) => median(b) - median(a)).slice(0, 3)
  for (const [key, values] of slowest) bars.median(`  slowest: ${key}`, values, 'ms')
}
