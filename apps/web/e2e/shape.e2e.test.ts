import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { narrow, open, visit, wide } from './browser.ts'
import { pageLayout, pageOutline, settled } from './page-shape.ts'
import { postRun } from './seed-run.ts'
import type { SeedRun } from './seed-run.ts'
import { odd } from './seed-shapes.ts'
import { startWorld } from './world.ts'
import type { World } from './world.ts'

// Kept pages compared with what they were. After a wanted change: npx vitest run --project e2e apps/web/e2e/shape.e2e.test.ts -u, and read the difference.

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(async () => {
  await world?.stop()
})

const pages: readonly (readonly [name: string, at: () => string])[] = [
  ['overview', () => world.at('')],
  ['runs', () => world.at('/runs?agent=billing-bot')],
  ['run-failed', () => world.runAt('failed')],
  ['run-compared', () => world.runAt('failed', '?cmp=last-good')],
  ['failures', () => world.at('/failures')],
]

test.each(pages)('%s says what it said, and lies as it lay', async (name, at) => {
  for (const [width, viewport] of [['wide', wide], ['narrow', narrow]] as const) {
    const { page, context, troubles } = await visit(world.browser, { viewport })
    page.setDefaultTimeout(30_000)
    await open(page, at())
    await settled(page)
    if (width === 'wide') await expect(await pageOutline(page)).toMatchFileSnapshot(`./shapes/${name}.outline.yml`)
    const layout = await pageLayout(page)
    expect(layout).toContain('scrolls sideways: false')
    await expect(layout).toMatchFileSnapshot(`./shapes/${name}.${width}.txt`)
    expect(troubles).toEqual([])
    await context.close()
  }
})

test('the Overview stays a page of few elements: its trends are paths', async () => {
  const { page, context } = await visit(world.browser)
  await open(page, world.at(''))
  expect(await page.locator('main svg[role="img"]').count()).toBeGreaterThanOrEqual(5)
  expect(await page.locator('*').count()).toBeLessThanOrEqual(1_000)
  await context.close()
})

const long = 'x_'.repeat(32)
const down = { ref: 1, httpStatus: 503 } as const

/** Tries that overlap, take no time or lie outside their step; clocks that run ahead and behind; parents that never came; names of every kind. */
const awry: SeedRun = {
  agent: long, version: long, status: 'failed', startedMsAgo: 60_000, durationMs: 2_000, error: down,
  steps: [
    { key: 'outer', type: 'agent', name: long, from: 500, to: 1_500, error: down },
    { key: 'try1', parent: 'outer', type: 'tool', name: long, from: 300, to: 900, retry: ['try1', 1], error: { ...down, ref: 2 }, facts: { maxAttempts: 4 } },
    { key: 'try2', parent: 'outer', type: 'tool', name: long, from: 700, to: 700, retry: ['try1', 2], error: { ...down, ref: 3 }, facts: { waitMs: 0 } },
    { key: 'try3', parent: 'outer', type: 'tool', name: long, from: 690, to: 690, retry: ['try1', 3], error: { ...down, ref: 4 }, facts: { waitMs: 9_000 } },
    { key: 'try4', parent: 'outer', type: 'tool', name: long, from: 1_400, to: 60_000, retry: ['try1', 4], error: down },
    { key: 'early', type: 'model', name: 'before the run, with spaces', from: -90_000, to: -80_000 },
    { key: 'late', parent: 'lost', type: 'retrieval', name: 'été/索引 "quoted" <b>', from: 90_000, to: 90_000, facts: { documentCount: 0 } },
    { key: 'deep', parent: 'late', type: 'tool', name: '-', from: 0, to: 0 },
    { key: 'open', parent: 'deep', type: 'tool', name: 'o', from: 1_999, to: null, status: 'running' },
  ],
}

/** What must never be seen on a page, one line each. */
const flaws = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const text = document.querySelector('main')?.innerText ?? ''
    const said = ['NaN', 'Infinity', 'undefined', 'null', 'Invalid', '[object'].filter((word) => text.includes(word)).map((word) => `says ${word}`)
    const right = document.querySelector('[data-testid="detail"]')?.getBoundingClientRect().right ?? Infinity
    const cut = [...document.querySelectorAll('[data-testid="detail"] *')].filter((part) => part.getBoundingClientRect().right > right).map((part) => `details cut at ${part.tagName}`)
    return [...said, ...cut, ...(document.documentElement.scrollWidth > innerWidth ? ['scrolls sideways'] : [])]
  })

/** The same for the bars of a timeline. */
const barFlaws = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = []
    const rows = [...document.querySelectorAll('[data-testid="wf-row"]')]
    if (rows.length < 4) found.push('has no rows')
    for (const [at, row] of rows.entries()) {
      const lane = row.querySelector('.wf-lane')?.getBoundingClientRect()
      const bars = [...row.querySelectorAll('.wf-bar')].map((bar) => bar.getBoundingClientRect())
      if (lane === undefined || bars.length === 0) found.push(`row ${at} has no bar`)
      for (const [place, bar] of bars.entries()) {
        if (!(bar.width >= 2.9)) found.push(`row ${at}, bar ${place} is ${bar.width} px wide`)
        if (lane !== undefined && (bar.left < lane.left - 0.6 || bar.right > lane.right + 0.6)) found.push(`row ${at}, bar ${place} leaves its lane`)
        const before = bars[place - 1]
        if (before !== undefined && bar.left < before.right - 0.6) found.push(`row ${at}, bars ${place - 1} and ${place} overlap`)
      }
    }
    return found
  })

test('J20: bad clocks, no length, lost parents and names of every kind break nothing', async () => {
  for (const seed of [odd(60_000), awry]) {
    const { runId } = await postRun(world.stack.ingestUrl, seed)
    for (const viewport of [wide, narrow]) {
      const { page, context, troubles } = await visit(world.browser, { viewport })
      await open(page, world.at(`/runs/${runId}`))
      for (const key of ['', '+', 'i', '0']) {
        if (key !== '') await page.keyboard.press(key)
        expect([...(await flaws(page)), ...(await barFlaws(page))]).toEqual([])
      }
      expect(troubles).toEqual([])
      await context.close()
    }
  }
})

test('J20: names of 64 characters without a place to break stay inside every page', async () => {
  const { runId } = await postRun(world.stack.ingestUrl, awry)
  const { page, context, troubles } = await visit(world.browser, { viewport: narrow })
  const lists = ['', `/runs?agent=${long}`, `/runs/${runId}?view=table`, `/runs/${runId}/compare/${runId}`, `/failures?agent=${long}`, `/versions/${long}`, `/analytics?agent=${long}`]
  for (const path of lists) {
    await open(page, world.at(path))
    expect([path, await flaws(page)]).toEqual([path, []])
  }
  await open(page, world.at(`/failures?agent=${long}`))
  await page.locator('main a[data-row-link]').first().click()
  await page.getByTestId('group-verdict').waitFor()
  for (const menu of ['Resolve', 'Ignore']) await page.locator('summary', { hasText: menu }).click()
  expect(await flaws(page)).toEqual([])
  expect(troubles).toEqual([])
  await context.close()
})
