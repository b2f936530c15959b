import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch, open, wide } from './browser.ts'
import { testLooks } from './looks.ts'
import { quietVisits } from './quiet-visits.ts'
import { postRun } from './seed-run.ts'
import { exhausted, good } from './seed-shapes.ts'
import { startWorld } from './world.ts'
import type { World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(async () => {
  await world?.stop()
})

const quietly = quietVisits(() => world.browser)

const rows = (page: Page) => page.getByTestId('runs-table').locator('tbody tr')
const runIds = (page: Page): Promise<(string | null)[]> => rows(page).evaluateAll((all) => all.map((row) => row.getAttribute('data-run-id')))
const search = (page: Page): string => new URL(page.url()).search
const chips = (page: Page): Promise<string[]> => page.getByRole('list', { name: 'Active filters' }).getByRole('link', { name: /^Remove filter/ }).allInnerTexts()

async function typeFilter(page: Page, text: string): Promise<void> {
  await page.getByTestId('add-filter').locator('summary').click()
  await page.getByLabel(/Field and value/).fill(text)
  await page.getByRole('button', { name: 'Add' }).click()
}

describe('J4: a filter round trip', () => {
  test('five filters; a new browser shows the same rows; Back undoes one at a time; the export has the same runs', () =>
    quietly(async (page) => {
      await open(page, world.at('/runs'))
      const addresses = [search(page)]
      const step = async (act: () => Promise<unknown>): Promise<void> => {
        await act()
        await page.waitForFunction((before) => window.location.search !== before, addresses.at(-1))
        await expect.poll(async () => (await chips(page)).length).toBe(addresses.length)
        await page.waitForLoadState('networkidle')
        addresses.push(search(page))
      }
      await step(() => page.getByLabel('Status').selectOption('failed'))
      await step(() => page.getByRole('combobox', { name: 'Agent' }).selectOption('support-bot'))
      await step(() => page.getByRole('combobox', { name: 'Time' }).selectOption('7d'))
      await step(() => typeFilter(page, 'tool:search_docs'))
      await step(() => typeFilter(page, 'retries:1..'))
      expect(search(page)).toBe('?agent=support-bot&status=failed&tool=search_docs&last=7d&retries=1..')
      const [ids, words] = [await runIds(page), await chips(page)]
      expect(ids).toHaveLength(6)
      expect(words).toHaveLength(5)
      const other = await launch()
      try {
        const fresh = await (await other.newContext({ viewport: wide })).newPage()
        await open(fresh, page.url())
        expect(await runIds(fresh)).toEqual(ids)
        expect(await chips(fresh)).toEqual(words)
      } finally {
        await other.close()
      }
      await page.getByTestId('export').locator('summary').click()
      expect(await page.getByTestId('export').innerText()).toContain('at most 100,000 rows')
      const files: Record<string, string> = {}
      for (const [name, label] of [['csv', 'CSV'], ['jsonl', 'JSON lines']] as const) {
        const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: label }).click()])
        expect(download.suggestedFilename()).toBe(`runs.${name}`)
        files[name] = readFileSync((await download.path()) ?? '', 'utf8')
      }
      const idOf = (line: string): string => line.split(',')[0] ?? ''
      expect((files['csv'] ?? '').trim().split(/\r?\n/).slice(1).map(idOf)).toEqual(ids)
      expect((files['jsonl'] ?? '').trim().split('\n').map((line) => (JSON.parse(line) as { runId: string }).runId)).toEqual(ids)
      for (const [left, before] of [...addresses.slice(0, -1).entries()].reverse()) {
        await page.goBack()
        await page.waitForFunction((wanted) => window.location.search === wanted, before)
        await expect.poll(async () => (await chips(page)).length).toBe(left)
      }
      expect(addresses).toHaveLength(6)
    }))

  test('counts stand beside the values, and a picked value gives so many rows', () =>
    quietly(async (page) => {
      await open(page, world.at('/runs'))
      await page.getByTestId('add-filter').locator('summary').click()
      const value = page.locator('[data-facet="env:staging"]')
      const runs = Number(/(\d+)\s*runs/.exec((await value.innerText()).replaceAll('\n', ' '))?.[1])
      expect(runs).toBeGreaterThan(0)
      await value.click()
      await page.waitForURL(/env=staging/)
      await expect.poll(() => rows(page).count()).toBe(runs)
      await page.getByRole('link', { name: /Remove filter Environment/ }).focus()
      await page.keyboard.press('Enter')
      await page.waitForURL((url) => url.search === '')
    }))

  test('a row offers its values: only this, and exclude', () =>
    quietly(async (page) => {
      await open(page, world.at('/runs?last=24h'))
      const row = page.locator(`[data-run-id="${world.runs.failed.runId}"]`)
      await row.locator('summary').click()
      await page.getByRole('link', { name: 'Exclude Agent support-bot' }).click()
      await page.waitForURL(/agent=%21support-bot/)
      await expect.poll(() => rows(page).filter({ hasText: 'support-bot' }).count()).toBe(0)
      expect(await rows(page).count()).toBeGreaterThan(0)
    }))

  test('what is typed and is no filter is told and not kept', () =>
    quietly(async (page) => {
      await open(page, world.at('/runs'))
      await typeFilter(page, 'what did the customer say')
      await page.waitForURL(/unread=1/)
      expect(await page.getByTestId('notice').innerText()).toContain('not a filter')
      expect(await page.content()).not.toContain('what did the customer say')
    }))

  test('a page without a match says which filter to take away', () =>
    quietly(async (page) => {
      await open(page, world.at('/runs?agent=nobody&status=failed'))
      const first = page.getByTestId('state-empty').locator('li').first()
      await expect.poll(() => first.innerText()).toBe('Remove: Agent nobody gives runs')
      await first.getByRole('link').click()
      await expect.poll(() => rows(page).count()).toBeGreaterThan(0)
    }))
})

describe('time', () => {
  test('a drag over the chart takes that time', () =>
    quietly(async (page) => {
      await open(page, world.at('/runs?last=24h'))
      const before = await rows(page).count()
      const box = await page.getByTestId('histogram').boundingBox()
      if (box === null) throw new Error('no chart')
      await page.mouse.move(box.x + box.width * 0.8, box.y + 20)
      await page.mouse.down()
      await page.mouse.move(box.x + box.width * 0.9, box.y + 20)
      await page.mouse.up()
      await page.waitForURL(/from=.*to=/)
      const [from, to] = ['from', 'to'].map((name) => Date.parse(new URL(page.url()).searchParams.get(name) ?? ''))
      expect(((to ?? 0) - (from ?? 0)) / 3_600_000).toBeCloseTo(2.8, 0)
      await expect.poll(() => rows(page).count()).toBeLessThan(before)
    }))

  test('two fields do the same, without a script too', () =>
    quietly(async (page) => {
      await page.goto(world.at('/runs?status=failed'))
      await page.getByTestId('time-range').locator('summary').click()
      await page.getByLabel('From (UTC)').fill('2020-01-01T00:00')
      await page.getByLabel('To (UTC)').fill('2020-01-02T00:00')
      await page.getByRole('button', { name: 'Show this time' }).click()
      expect(search(page)).toBe('?status=failed&from=2020-01-01T00%3A00%3A00.000Z&to=2020-01-02T00%3A00%3A00.000Z')
      await page.getByTestId('state-empty').waitFor()
    }, { javaScript: false }))
})

describe('J7: live tail', () => {
  test('at the top runs come in; under the focus they wait, and rows stay where they are', () =>
    quietly(async (page) => {
      await open(page, world.at('/runs?last=24h&agent=support-bot'))
      const tail = page.waitForResponse((response) => response.url().includes('/trpc/runs.tail'))
      await page.getByRole('button', { name: 'Live tail' }).click()
      await tail
      await page.waitForTimeout(1_500)
      await page.mouse.move(5, 5)
      const first = await postRun(world.stack.ingestUrl, good(0))
      await page.locator(`[data-run-id="${first.runId}"]`).waitFor({ timeout: 4_000 })
      await page.keyboard.press('j')
      const before = await runIds(page)
      const second = await postRun(world.stack.ingestUrl, exhausted(0))
      await page.getByRole('button', { name: '1 new run - show' }).waitFor({ timeout: 4_000 })
      expect(await runIds(page)).toEqual(before)
      await page.getByRole('button', { name: '1 new run - show' }).click()
      expect((await runIds(page))[0]).toBe(second.runId)
    }))
})

const states = {
  explorer: async (page: Page) => open(page, world.at('/runs?last=24h')),
  'explorer compact, filtered': async (page: Page) => open(page, world.at('/runs?last=7d&status=failed&agent=support-bot&density=compact')),
  'explorer add filter': async (page: Page) => {
    await open(page, world.at('/runs?last=24h&env=production'))
    await page.getByTestId('add-filter').locator('summary').click()
  },
  'explorer row menu': async (page: Page) => {
    await open(page, world.at('/runs?last=24h'))
    await rows(page).nth(2).locator('summary').click()
  },
  'explorer no match': async (page: Page) => {
    await open(page, world.at('/runs?agent=nobody&last=24h'))
    await page.getByText('gives runs').waitFor()
  },
} as const

testLooks(() => world.browser, states)
