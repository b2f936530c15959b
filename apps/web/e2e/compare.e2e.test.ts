import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launch, open, visit } from './browser.ts'
import { testLooks } from './looks.ts'
import { postRun } from './seed-run.ts'
import type { SeededRun } from './seed-run.ts'
import { exhausted, good, recursionLimit, toolTimeout } from './seed-shapes.ts'
import { startStack } from './stack.ts'
import type { Stack } from './stack.ts'

const minute = 60_000
let stack: Stack
let browser: Browser
let failed: SeededRun, ok: SeededRun, alone: SeededRun, loop: SeededRun
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

const ghosts = async (page: Page, runId: string, shown: string): Promise<void> => {
  await open(page, at(`/runs/${runId}?cmp=last-good`))
  await page.getByTestId(shown).waitFor()
}

const states = {
  compare: () => at(`/runs/${failed.runId}/compare/${ok.runId}`), 'compare the same': () => at(`/runs/${ok.runId}/compare/${ok.runId}`), 'compare two agents': () => at(`/runs/${loop.runId}/compare/${ok.runId}`),
  'compare not found': () => at(`/runs/${failed.runId}/compare/${failed.runId.slice(0, -4)}0000`),
  'run with ghosts': (page: Page) => ghosts(page, failed.runId, 'first-difference'), 'run without a good one': (page: Page) => ghosts(page, alone.runId, 'compare-bar'),
} as const

testLooks(() => browser, states, { expected: { 'compare not found': /404/ } })

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
  expect([...new URL(page.url()).searchParams.keys()], 'the step that is selected stays in the address').toEqual(['step'])
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
