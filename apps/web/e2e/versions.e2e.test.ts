import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launch, open, visit } from './browser.ts'
import { testLooks } from './looks.ts'
import { postRun } from './seed-run.ts'
import { exhausted, good, recovered } from './seed-shapes.ts'
import { startStack } from './stack.ts'
import type { Stack } from './stack.ts'

const [minute, hour] = [60_000, 3_600_000]
let stack: Stack
let browser: Browser
const at = (path: string): string => `${stack.webUrl}/p/default${path}`

beforeAll(async () => {
  stack = await startStack()
  for (let n = 0; n < 40; n += 1) await postRun(stack.ingestUrl, good(30 * hour + n * minute, '2.3.9', 3_500 + n * 10))
  for (let n = 0; n < 30; n += 1) await postRun(stack.ingestUrl, good(3 * hour + n * minute, '2.4.0', 2_900 + n * 10))
  for (let n = 0; n < 10; n += 1) await postRun(stack.ingestUrl, exhausted(2 * hour - n * minute))
  for (let n = 0; n < 3; n += 1) await postRun(stack.ingestUrl, recovered(hour + n * minute))
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

const states = {
  versions: () => at('/versions'), 'versions none': () => at('/versions?from=2020-01-01&to=2020-01-02'), 'version diff': () => at('/versions/support-bot'), 'version first': () => at('/versions/planner'),
  'version too few': () => at('/versions/support-bot?last=1h'), 'version not found': () => at('/versions/nobody'), analytics: () => at('/analytics?last=24h'),
  'analytics split': () => at('/analytics?split=version&agent=support-bot&last=7d'), 'analytics table': () => at('/analytics?last=24h&table=rate'), 'analytics none': () => at('/analytics?from=2020-01-01&to=2020-01-02'),
} as const

testLooks(() => browser, states, { expected: { 'version not found': /404/ } })

test('J13: from the Overview to what changed between two versions, in numbers that the seed explains', async () => {
  const { context, page, troubles } = await visit(browser)
  await open(page, at('?last=7d'))
  await page.getByTestId('health').getByRole('link', { name: '2.4.0' }).click()
  await page.getByTestId('version-headline').waitFor()
  // 10 of 40 failed against 0 of 40: Newcombe's interval of the difference, worked out by hand.
  const failures = page.locator('[data-metric=failure_rate]')
  expect(await failures.textContent()).toMatch(/0%.*25%.*worse.*\+25\.0 pts.*95% \+11\.1 to \+40\.2/s)
  expect(await page.locator('[data-metric=retried_rate]').getAttribute('data-word')).toBe('worse')
  expect(await page.locator('[data-metric=duration_p50]').textContent()).toMatch(/3\.69 s.*3\.09 s.*better/s)
  expect(await page.getByTestId('version-headline').textContent()).toMatch(/Worse: failure rate 0% to 25%.*Better: .*p50 3\.69 s to 3\.09 s.*1 new group: 10 of the 10 failures of 2\.4\.0/s)
  expect(await page.locator('[data-tool=search_docs]').textContent()).toMatch(/1\.0.*1\.0/s)
  await page.getByRole('link', { name: 'Swap' }).click()
  await page.locator('[data-metric=failure_rate][data-word=better]').waitFor()
  await page.getByRole('link', { name: /search_docs/ }).first().click()
  await page.getByTestId('group-verdict').waitFor()
  expect(await page.getByTestId('group-share').textContent()).toContain('10 runs')
  expect(troubles).toEqual([])
  await context.close()
})

test('fewer than 30 runs on a side are too few, and said so', async () => {
  const { context, page } = await visit(browser)
  await open(page, at('/versions/support-bot?last=24h'))
  expect(await page.getByTestId('version-headline').textContent()).toContain('Too few runs to tell: 0 ended runs of 2.3.9 and 40 of 2.4.0')
  expect(await page.locator('[data-word=too_few]').count()).toBe(6)
  await context.close()
})

test('analytics: a chart is a table at a press, a point leads to its runs, a split draws a line each', async () => {
  const { context, page, troubles } = await visit(browser)
  await open(page, at('/analytics?last=24h&agent=support-bot'))
  expect(await page.locator('[data-chart=runs]').textContent()).toMatch(/40.*was 40/s)
  expect(await page.locator('[data-chart=rate]').getByRole('img').getAttribute('aria-label')).toMatch(/^Failure rate: 25%, was 0%/)
  await page.getByRole('link', { name: 'Failures by category as a table' }).click()
  const table = page.getByRole('region', { name: 'Failures by category in numbers' })
  await table.waitFor()
  const tools = await table.locator('tbody tr').evaluateAll((rows) => rows.reduce((sum, row) => sum + Number(row.querySelectorAll('td')[0]?.textContent ?? 0), 0))
  expect(tools).toBe(10)
  await table.locator('tbody tr').filter({ has: page.locator('td:first-of-type', { hasText: /^[1-9]/ }) }).first().getByRole('link').click()
  await page.getByTestId('runs-table').waitFor()
  const search = new URL(page.url()).searchParams
  expect([search.get('status'), search.get('agent'), search.has('from'), search.has('to')]).toEqual(['failed', 'support-bot', true, true])
  await page.goBack()
  await page.locator('[data-chart=runs] [title="Show the runs of this part"]').click({ position: { x: 5, y: 40 } })
  await page.waitForURL(/\/runs\?/)
  await open(page, at('/analytics?last=7d&split=version&agent=support-bot'))
  expect(await page.locator('[data-chart=runs]').textContent()).toMatch(/2\.3\.9.*2\.4\.0|2\.4\.0.*2\.3\.9/s)
  expect(troubles).toEqual([])
  await context.close()
})

test('J10: versions and analytics read without a script', async () => {
  const { context, page } = await visit(browser, { javaScript: false })
  await page.goto(at('/versions'))
  await page.locator('[data-agent=support-bot]').getByRole('link', { name: 'compare with 2.3.9' }).click()
  expect(await page.getByTestId('version-metrics').textContent()).toContain('worse')
  await page.goto(at('/analytics?last=24h'))
  await page.getByRole('link', { name: 'Runs as a table' }).click()
  expect(await page.getByRole('region', { name: 'Runs in numbers' }).locator('tbody tr').count()).toBeGreaterThan(20)
  await context.close()
})
