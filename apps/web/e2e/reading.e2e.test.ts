import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { open } from './browser.ts'
import { quietVisits } from './quiet-visits.ts'
import { postRun } from './seed-run.ts'
import type { SeededRun } from './seed-run.ts'
import { exhausted } from './seed-shapes.ts'
import { startWorld } from './world.ts'
import type { World } from './world.ts'

const summerTime = 'Europe/Berlin'
const halfHour = 1_800_000

let world: World
let group = ''
beforeAll(async () => {
  // The last change of the clocks may be seven months ago.
  world = await startWorld({ retentionDays: 250 })
  const { items } = (await (await fetch(`${world.stack.queryUrl}/v1/failures?tool=search_docs`)).json()) as { items: { fingerprint: string }[] }
  group = items[0]?.fingerprint ?? ''
})
afterAll(async () => {
  await world?.stop()
})

const quietly = quietVisits(() => world.browser)

const offsetAt = (at: number, zone: string): string =>
  (new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '').replace('GMT', 'UTC')

/** To the minute. */
function lastChange(zone: string): number {
  const now = Math.floor(Date.now() / halfHour) * halfHour
  for (let at = now; at > now - 400 * 86_400_000; at -= halfHour) if (offsetAt(at, zone) !== offsetAt(at - halfHour, zone)) return at
  throw new Error(`${zone} has no summer time`)
}

/** What each page that reads data shows, with or without a script. */
const pages: Readonly<Record<string, { readonly path: () => string; readonly shows: string }>> = {
  Overview: { path: () => '', shows: '[data-testid="attention"] >> text=search_docs' },
  Explorer: { path: () => '/runs', shows: '[data-testid="runs-table"] tbody tr' },
  Run: { path: () => `/runs/${world.runs.failed.runId}`, shows: '[data-testid="wf-row"][data-state="root-cause"]' },
  'Run compare': { path: () => `/runs/${world.runs.failed.runId}/compare/${world.runs.ok.runId}`, shows: 'main table tbody tr' },
  'Compare many': { path: () => `/runs/compare?run=${world.runs.failed.runId}&run=${world.runs.ok.runId}&run=${world.runs.timeout.runId}`, shows: 'main table tbody tr' },
  Failures: { path: () => '/failures', shows: 'main >> text=search_docs' },
  'One group': { path: () => `/failures/${group}`, shows: 'h1 >> text=search_docs' },
  Versions: { path: () => '/versions', shows: 'main >> text=2.4.0' },
  'Version diff': { path: () => '/versions/support-bot?a=2.3.9&b=2.4.0', shows: 'main table tbody tr' },
  Analytics: { path: () => '/analytics', shows: 'main svg' },
  Keys: { path: () => '/settings/keys', shows: 'main form' },
  Project: { path: () => '/settings/project', shows: 'main dl' },
  Retention: { path: () => '/settings/retention', shows: 'main form' },
  Privacy: { path: () => '/settings/privacy', shows: 'main table' },
  Webhooks: { path: () => '/settings/webhooks', shows: 'main form' },
  Members: { path: () => '/settings/members', shows: 'h1' },
  Audit: { path: () => '/settings/audit', shows: 'h1' },
  Start: { path: () => '/start', shows: 'main >> text=Install' },
}

describe('J10: every page reads without a script', () => {
  test.each(Object.keys(pages))('%s', (name) =>
    quietly(async (page) => {
      const answer = await page.goto(world.at(pages[name]?.path() ?? ''))
      expect(answer?.status()).toBe(200)
      expect(await page.locator(pages[name]?.shows ?? '').first().isVisible()).toBe(true)
      expect(await page.locator('h1').count()).toBe(1)
      expect(await page.locator('[data-testid="state-error"], [data-testid="state-loading"]').count()).toBe(0)
    }, { javaScript: false }))
})

/** Every zone that the page prints, once each. */
const zonesOf = async (page: Page): Promise<string[]> => [...new Set((await page.locator('main').innerText()).match(/UTC(?:[+-]\d+(?::\d\d)?)?/g) ?? [])].toSorted()

describe('J18: one zone on every surface, without a word of complaint from the browser', () => {
  test.each(['Explorer', 'Run', 'Run compare', 'One group', 'Analytics', 'Audit'])('%s', (name) =>
    quietly(async (page) => {
      await open(page, world.at(pages[name]?.path() ?? ''))
      expect((await zonesOf(page)).filter((zone) => zone !== 'UTC')).toEqual([])
      const printed = (await zonesOf(page)).length
      await page.getByRole('button', { name: 'Local' }).click()
      await expect.poll(() => zonesOf(page), { timeout: 10_000 }).toEqual(printed === 0 ? [] : ['UTC+5:30'])
      await page.reload({ waitUntil: 'networkidle' })
      expect(await zonesOf(page)).toEqual(printed === 0 ? [] : ['UTC+5:30'])
    }))

  test('a day on which the clocks change: each run with the offset of its own moment, in the list and on its page', () =>
    quietly(
      async (page) => {
        const change = lastChange(summerTime)
        // Seeded last: what is as old as this makes a failure an old one.
        const around: SeededRun[] = []
        for (const later of [-halfHour, halfHour]) around.push(await postRun(world.stack.ingestUrl, exhausted(Date.now() - change - later)))
        await open(page, world.at('/runs'))
        await page.getByRole('button', { name: 'Local' }).click()
        await expect.poll(async () => (await zonesOf(page)).includes('UTC'), { timeout: 10_000 }).toBe(false)
        const [before, after] = around.map(({ startedAt }) => ({ at: startedAt, offset: offsetAt(startedAt, summerTime), clock: new Intl.DateTimeFormat('en-GB', { timeZone: summerTime, hour: '2-digit', minute: '2-digit' }).format(startedAt) }))
        if (before === undefined || after === undefined) throw new Error('no runs were seeded')
        expect(before.offset).not.toBe(after.offset)
        const window = `from=${new Date(before.at - halfHour).toISOString()}&to=${new Date(after.at + halfHour).toISOString()}`
        await open(page, world.at(`/runs?${window}`))
        const rows = page.getByTestId('runs-table').locator('tbody tr')
        expect(await rows.count()).toBe(2)
        // The newest first.
        for (const [at, { offset, clock }] of [after, before].entries()) expect(await rows.nth(at).innerText()).toContain(`${clock} ${offset}`)
        for (const [at, { offset }] of [before, after].entries()) {
          await open(page, world.at(`/runs/${around[at]?.runId ?? ''}`))
          expect(await page.locator('[data-fact="4"]').innerText()).toMatch(new RegExp(`at \\d\\d:\\d\\d:\\d\\d\\.\\d{3} ${offset.replace('+', '\\+')}\\b`))
        }
      },
      { zone: summerTime },
    ))
})
