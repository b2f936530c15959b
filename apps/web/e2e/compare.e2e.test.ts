import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axe, launch, narrow, open, visit, wide } from './browser.ts'
import { picture } from './picture.ts'
import { postRun } from './seed-run.ts'
import type { SeededRun } from './seed-run.ts'
import { exhausted, good, recursionLimit, toolTimeout } from './seed-shapes.ts'
import { startStack } from './stack.ts'
import type { Stack } from './stack.ts'

const minute = 60_000
let stack: Stack
let browser: Browser
let [failed, ok, alone, loop] = [] as unknown as [SeededRun, SeededRun, SeededRun, SeededRun]
const at = (path: string): string => `${stack.webUrl}/p/default${path}`

beforeAll(async () => {
  stack = await startStack()
  ok = await postRun(stack.ingestUrl, good(30 * minute, '2.4.0'))
  failed = await postRun(stack.ingestUrl, exhausted(5 * minute))
  alone = await postRun(stack.ingestUrl, toolTimeout(7 * minute))
  loop = await postRun(stack.ingestUrl, recursionLimit(8 * minute))
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

const pages = {
  compare: () => at(`/runs/${failed.runId}/compare/${ok.runId}`), 'compare the same': () => at(`/runs/${ok.runId}/compare/${ok.runId}`), 'compare two agents': () => at(`/runs/${loop.runId}/compare/${ok.runId}`),
  'compare not found': () => at(`/runs/${failed.runId}/compare/${failed.runId.slice(0, -4)}0000`), 'run with ghosts': () => at(`/runs/${failed.runId}?cmp=last-good`), 'run without a good one': () => at(`/runs/${alone.runId}?cmp=last-good`),
} as const

describe('every state in both themes and widths', () => {
  const matrix = (Object.keys(pages) as (keyof typeof pages)[]).flatMap((name) => (['light', 'dark'] as const).flatMap((theme) => [[name, theme, 1280] as const, [name, theme, 390] as const]))
  test.each(matrix)('%s in %s at %s px: no violation, no complaint, nothing sideways', async (name, theme, width) => {
    const { context, page, troubles } = await visit(browser, { theme, viewport: width === 390 ? narrow : wide })
    await open(page, pages[name]())
    if (name.startsWith('run')) await page.getByTestId('compare-bar').waitFor()
    if (name === 'run with ghosts') await page.getByTestId('first-difference').waitFor()
    await picture(page, `${name}-${theme}-${width}`)
    expect(await axe(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0)
    expect(troubles.filter((trouble) => name !== 'compare not found' || !trouble.includes('404'))).toEqual([])
    await context.close()
  })
})

test('J11: d lays the last good run under the bars; the first difference is the failing step; the link opens on the same screen', async () => {
  const { context, page, troubles } = await visit(browser)
  await open(page, at(`/runs/${failed.runId}`))
  await page.locator('[data-state="root-cause"]').first().click()
  await page.keyboard.press('d')
  const bar = page.getByTestId('compare-bar')
  await page.getByTestId('first-difference').waitFor()
  expect(await bar.textContent()).toMatch(/the last good run.*of the same version.*2 steps differ, 1 missing/s)
  expect(new URL(page.url()).searchParams.get('cmp')).toBe('last-good')
  expect(await page.getByTestId('first-difference').textContent()).toMatch(/^First difference: step \d+, search_docs$/)
  // Another step first, so that the jump has somewhere to go.
  await page.keyboard.press('Home')
  await page.getByTestId('first-difference').click()
  const chosen = page.locator('[role=row][aria-selected=true]')
  expect(await chosen.getAttribute('data-step-id')).toBe(failed.ids.get('try1'))
  expect(await chosen.locator('[data-diff]').textContent()).toMatch(/^≠ \+.* −1$/)
  expect(await chosen.getAttribute('aria-label')).toContain('changed, +')
  expect(await page.getByTestId('wf-ghost').count()).toBeGreaterThan(2)
  expect(await page.getByTestId('detail').textContent()).toMatch(/Different there.*was ok, did not fail, 1 try/s)
  expect(await page.getByRole('row', { name: /1 step missing after it/ }).count()).toBe(1)

  const link = page.url()
  const again = await visit(browser)
  await open(again.page, link)
  await again.page.getByTestId('first-difference').waitFor()
  expect(await again.page.locator('[role=row][aria-selected=true]').getAttribute('data-step-id')).toBe(failed.ids.get('try1'))
  await again.context.close()

  await bar.getByRole('link', { name: 'side by side' }).click()
  await page.getByTestId('step-diff').waitFor()
  expect(await page.getByTestId('difference-banner').textContent()).toMatch(/First difference: step \d+, tool search_docs: tool\.\w+ \(HTTP 503\) on 3 tries here, OK there\./)
  expect(await page.locator('[data-first=true]').textContent()).toContain('search_docs')
  expect(await page.locator('tr[data-diff=missing]').textContent()).toContain('respond')
  await page.getByRole('link', { name: 'Swap' }).click()
  await page.locator('tr[data-diff=added]').waitFor()
  expect(await page.locator('tr[data-diff=added]').textContent()).toContain('respond')
  expect(troubles).toEqual([])
  await context.close()
})

test('without a good run it says so, and d takes the comparison away', async () => {
  const { context, page, troubles } = await visit(browser)
  await open(page, at(`/runs/${alone.runId}?cmp=last-good`))
  expect(await page.getByTestId('compare-bar').textContent()).toContain('No OK run of this agent in retention')
  await page.keyboard.press('d')
  await expect.poll(() => page.getByTestId('compare-bar').count()).toBe(0)
  expect(troubles).toEqual([])
  await context.close()
})

test('J10: the comparison of two runs reads without a script', async () => {
  const { context, page } = await visit(browser, { javaScript: false })
  await page.goto(at(`/runs/${failed.runId}/compare/${ok.runId}`))
  expect(await page.getByTestId('difference-banner').textContent()).toContain('search_docs')
  expect(await page.locator('[data-testid=step-diff] tbody tr').count()).toBe(11)
  await context.close()
})
