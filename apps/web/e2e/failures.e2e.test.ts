import { playAgentVersion } from '@agenttracer/testkit/failure-scenarios'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch, open, visit } from './browser.ts'
import { focused, tabTo } from './keyboard.ts'
import { testLooks } from './looks.ts'
import { picture } from './picture.ts'
import { postRun } from './seed-run.ts'
import { exhausted, good, toolTimeout } from './seed-shapes.ts'
import { startStack } from './stack.ts'
import type { Stack } from './stack.ts'
import type { Browser } from 'playwright-core'

const [minute, hour] = [60_000, 3_600_000]
let stack: Stack
let browser: Browser
let fp = ''
const at = (path: string): string => `${stack.webUrl}/p/default${path}`
const groupAt = (search = ''): string => at(`/failures/${fp}${search}`)

beforeAll(async () => {
  stack = await startStack()
  for (let n = 0; n < 34; n += 1) await postRun(stack.ingestUrl, good(40 * hour + n * minute, '2.3.9', 3_000 + n * 200))
  for (let n = 0; n < 24; n += 1) await postRun(stack.ingestUrl, good(3 * hour + n * minute, '2.4.0', 3_000 + n * 200))
  for (let n = 0; n < 8; n += 1) await postRun(stack.ingestUrl, exhausted(2 * hour - n * minute))
  await postRun(stack.ingestUrl, toolTimeout(30 * minute))
  const answer = (await (await fetch(`${stack.queryUrl}/v1/failures?agent=support-bot`)).json()) as { items: { fingerprint: string }[] }
  fp = answer.items[0]?.fingerprint ?? ''
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

const states = {
  failures: () => at('/failures'), 'failures none': () => at('/failures?state=regressed&last=1h'), 'failures ignored none': () => at('/failures?state=ignored'),
  group: () => groupAt(), 'group in a quiet hour': () => groupAt('?last=5m'), 'group not found': () => at(`/failures/${'ab'.repeat(16)}`),
} as const

testLooks(() => browser, states, { expected: { 'group not found': /404/ } })

test('Overview to the group to its newest run in two clicks; the group says how much, since when and what is different', async () => {
  const { context, page, troubles } = await visit(browser)
  await open(page, at(''))
  const item = page.getByTestId('attention').locator('li').filter({ hasText: 'search_docs' })
  expect(await item.textContent()).toMatch(/New.*search_docs.*support-bot 2\.4\.0.*8 of 32 runs \(25%\).*since 2\.4\.0 \(0 of 34 runs in 2\.3\.9\)/s)
  await item.getByRole('link', { name: /search_docs/ }).first().click()
  await page.getByTestId('group-verdict').waitFor()
  expect(await page.getByTestId('group-share').textContent()).toContain("8 runs, 25% of support-bot's ended runs in the last 24 h, version 2.4.0 only")
  expect(await page.getByTestId('group-verdict').textContent()).toContain('on all 3 tries')
  expect(await page.getByTestId('version-bars').locator('li').allTextContents()).toEqual([expect.stringMatching(/2\.3\.9.*0%/s), expect.stringMatching(/2\.4\.0.*25%/s)])
  expect(await page.getByTestId('recent-runs').locator('li').count()).toBe(8)
  await page.locator('[data-difference="retries=2"]').getByRole('link').click()
  await page.getByTestId('runs-table').waitFor()
  expect(new URL(page.url()).search).toBe(`?fp=${fp}&last=24h&retries=2`)
  expect(await page.locator('[data-run-id]').count()).toBe(8)
  await page.goBack()
  await page.getByRole('link', { name: 'Newest run' }).click()
  await page.getByTestId('run-banner').waitFor()
  expect(troubles).toEqual([])
  await context.close()
})

test('the report is the template of a run, with the group in it', async () => {
  const { context, page } = await visit(browser, { permissions: ['clipboard-read', 'clipboard-write'] })
  await open(page, groupAt())
  await page.getByRole('button', { name: 'Copy as Markdown' }).click()
  const text = await page.evaluate(() => navigator.clipboard.readText())
  expect(text).toMatch(/^### support-bot 2\.4\.0 failed: Tool "search_docs" returned HTTP 503 on all 3 tries\n/)
  expect(text).toContain('| Step path | `research` > `search_docs` |')
  expect(text).toContain('| Runs in 24 h | 8 |')
  await context.close()
})

describe('states of a group, one after another', () => {
  test('resolved by keyboard alone', async () => {
    const { context, page, troubles } = await visit(browser)
    await open(page, groupAt())
    await tabTo(page, 'Resolve')
    await page.keyboard.press('Enter')
    await tabTo(page, 'Resolve now')
    await page.keyboard.press('Enter')
    await page.locator('[data-standing="resolved"]').waitFor()
    expect(await page.getByTestId('state-log').textContent()).toMatch(/Resolved, at version 2\.4\.0.*by this machine/s)
    expect(await focused(page)).toBe('Ignore')
    await picture(page, 'group-resolved')
    expect(troubles).toEqual([])
    await open(page, at(''))
    expect(await page.getByTestId('attention').textContent()).not.toContain('search_docs')
    await open(page, at('/failures?state=resolved'))
    expect(await page.getByTestId('groups-table').textContent()).toContain('search_docs')
    await context.close()
  })

  test('a run of a later version makes it regressed, on the Overview too', async () => {
    await postRun(stack.ingestUrl, { ...exhausted(minute), version: '2.5.0' })
    const { context, page } = await visit(browser)
    await open(page, at(''))
    const item = page.getByTestId('attention').locator('li').filter({ hasText: 'search_docs' })
    expect(await item.textContent()).toMatch(/Regressed.*resolved in 2\.4\.0, seen again in 2\.5\.0/s)
    await picture(page, 'overview-regressed')
    await open(page, at('/failures?state=regressed'))
    expect(await page.locator('[data-fp]').count()).toBe(1)
    await context.close()
  })

  test('ignored up to a share and opened again, without a script', async () => {
    const { context, page } = await visit(browser, { javaScript: false })
    await page.goto(groupAt())
    await page.getByText('Ignore', { exact: true }).click()
    await page.getByRole('spinbutton').fill('90')
    await page.getByRole('button', { name: 'Ignore up to this share' }).click()
    await page.locator('[data-standing="ignored"]').waitFor()
    expect(await page.getByTestId('state-log').textContent()).toContain('Ignored up to 90% of runs in 24 h')
    await page.getByRole('button', { name: 'Open again' }).click()
    await page.locator('[data-standing="new"]').waitFor()
    // The head of the page is there before the rest of it.
    await page.getByTestId('differences').locator('tbody tr').nth(3).waitFor()
    await context.close()
  })

  test('another site cannot change it, nor can the page behind its back', async () => {
    for (const headers of [{ origin: 'http://evil.example' }, { 'sec-fetch-site': 'cross-site' }, {}] as Record<string, string>[]) {
      const answer = await fetch(groupAt(), { method: 'POST', redirect: 'manual', headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers }, body: 'wish=ignore' })
      expect(answer.status).toBe(403)
    }
    expect(((await (await fetch(`${stack.queryUrl}/v1/failures/${fp}`)).json()) as { standing: string }).standing).toBe('new')
  })

  test('what the page cannot have sent is refused in place', async () => {
    const { context, page } = await visit(browser)
    await open(page, groupAt())
    await page.getByText('Resolve', { exact: true }).click()
    await page.evaluate(() => {
      const select = document.querySelector('select[name="version"]')
      if (select instanceof HTMLSelectElement) select.add(new Option('9.9.9', '9.9.9', true, true))
    })
    await page.getByRole('button', { name: 'Resolve in this version' }).click()
    expect(await page.getByTestId('state-refused').textContent()).toContain('Nothing was changed')
    await context.close()
  })
})

test('a release of a real agent brings a failure, is said to be mended, and a later release has it again: told on the Overview each time', { timeout: 180_000 }, async () => {
  const release = (version: string, runs: number, failing: number): Promise<void> => playAgentVersion({ apiUrl: stack.ingestUrl, agentId: 'order-desk', version, runs, failing })
  const { context, page, troubles } = await visit(browser)
  const item = page.getByTestId('attention').locator('li').filter({ hasText: 'order-desk' })
  await release('1.0.0', 30, 0)
  await open(page, at(''))
  expect(await item.count()).toBe(0)
  await release('1.1.0', 10, 5)
  await open(page, at(''))
  expect(await item.textContent()).toMatch(/New.*lookup_order.*order-desk 1\.1\.0.*5 of 40 runs.*since 1\.1\.0 \(0 of 30 runs in 1\.0\.0\)/s)
  await item.getByRole('link', { name: /lookup_order/ }).first().click()
  await page.getByTestId('group-verdict').waitFor()
  expect(await page.getByTestId('group-verdict').textContent()).toContain('It began with version 1.1.0')
  await page.getByText('Resolve', { exact: true }).click()
  await page.getByRole('button', { name: 'Resolve in this version' }).click()
  await page.locator('[data-standing="resolved"]').waitFor()
  await open(page, at(''))
  expect(await item.count()).toBe(0)
  await release('1.2.0', 2, 1)
  await open(page, at(''))
  expect(await item.textContent()).toMatch(/Regressed.*lookup_order.*6 of 42 runs.*resolved in 1\.1\.0, seen again in 1\.2\.0/s)
  expect(troubles).toEqual([])
  await context.close()
})

test('with the API away each panel says so and the page stays', async () => {
  const { context, page } = await visit(browser)
  await stack.stopApi()
  await page.goto(at('/failures'))
  expect(await page.getByTestId('state-error').count()).toBe(1)
  await page.goto(groupAt())
  expect(await page.getByTestId('state-error').textContent()).toContain('This group could not be loaded')
  await picture(page, 'group-error')
  await context.close()
})
