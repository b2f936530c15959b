import { randomBytes } from 'node:crypto'
import { seedRecords } from '@agenttracer/testkit/seed'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch, open, visit } from './browser.ts'
import { postRun } from './seed-run.ts'
import type { SeededRun } from './seed-run.ts'
import { exhausted, huge } from './seed-shapes.ts'
import { startStack } from './stack.ts'
import type { Stack } from './stack.ts'

let stack: Stack
let browser: Browser
let [large, small]: SeededRun[] = []
beforeAll(async () => {
  stack = await startStack()
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

test('an empty project shows how to begin, and the first run appears without a reload', async () => {
  const { page, context, troubles } = await visit(browser)
  await open(page, stack.webUrl)
  expect(await page.getByTestId('state-getting-started').isVisible()).toBe(true)
  expect(await page.getByTestId('first-run').innerText()).toContain('Waiting for the first run')
  small = await postRun(stack.ingestUrl, exhausted(60_000))
  await page.getByRole('link', { name: 'Open run' }).click()
  await page.locator('[data-testid="wf-row"][data-state="root-cause"]').waitFor()
  expect(troubles).toEqual([])
  await context.close()
})

test('a run of 10,000 steps: few nodes, a small heap, the cause on screen, every failure within a key', async () => {
  large = await postRun(stack.ingestUrl, huge(600_000))
  const { page, context, troubles } = await visit(browser)
  await open(page, `${stack.webUrl}/p/default/runs/${large.runId}`)
  const cause = page.locator('[data-testid="wf-row"][data-state="root-cause"]')
  expect(await cause.getAttribute('data-step-id')).toBe(large.ids.get('s9999'))
  await expect.poll(async () => (await cause.boundingBox())?.y).toBeLessThanOrEqual(800 - 28)
  expect(await page.locator('*').count()).toBeLessThanOrEqual(1_500)
  await cause.focus()
  await page.keyboard.press('Home')
  expect(await page.locator('[data-testid="wf-row"]:focus').getAttribute('data-step-id')).toBe('run')
  await page.keyboard.press('e')
  expect(await page.locator('[data-testid="wf-row"]:focus').getAttribute('data-step-id')).toBe(large.ids.get('s9999'))
  expect(await page.locator('*').count()).toBeLessThanOrEqual(1_500)
  const session = await context.newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  expect((await session.send('Runtime.getHeapUsage')).usedSize / 1024 / 1024).toBeLessThanOrEqual(80)
  expect(troubles).toEqual([])
  await context.close()
})

test('J8: a run past the cap: said, and its cause, which came after the cap, is selected', async () => {
  const started = Date.now() - 300_000
  const { runId, ids, run, steps } = seedRecords(huge(300_000, 10_400), started, randomBytes)
  const results: string[] = []
  for (let from = 0; from < steps.length; from += 2_000) {
    const batch = { runs: from === 0 ? [run] : [], steps: steps.slice(from, from + 2_000), open: [] }
    const answer = await fetch(`${stack.ingestUrl}/v1/runs`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(batch) })
    results.push(...((await answer.json()) as { records: { result: string }[] }).records.map(({ result }) => result))
  }
  const leftOut = results.filter((result) => result === 'refused').length
  expect(leftOut).toBeGreaterThan(300)
  const { page, context, troubles } = await visit(browser)
  await open(page, `${stack.webUrl}/p/default/runs/${runId}`)
  expect(await page.getByTestId('notice').allInnerTexts()).toContain(`${leftOut} steps of this run came past its limit and are not kept. Failing steps have room of their own; the end is here.`)
  const cause = page.locator('[data-testid="wf-row"][data-state="root-cause"]')
  expect(await cause.getAttribute('data-step-id')).toBe(ids.get('s10399'))
  await expect.poll(async () => (await cause.boundingBox())?.y).toBeLessThanOrEqual(800 - 28)
  expect(await cause.getAttribute('aria-selected')).toBe('true')
  expect(await page.locator('*').count()).toBeLessThanOrEqual(1_500)
  expect(troubles).toEqual([])
  await context.close()
})

describe('the web server', () => {
  test('is alive, sends its security headers and no cookie', async () => {
    expect(await (await fetch(`${stack.webUrl}/health/live`)).json()).toEqual({ status: 'ok' })
    const { headers } = await fetch(`${stack.webUrl}/p/default`)
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'self' 'nonce-[A-Za-z0-9+/=]+'/)
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('set-cookie')).toBeNull()
    expect(headers.get('x-powered-by')).toBeNull()
  })

  test('pipes both doors, and turns a foreign page and a proxy away', async () => {
    const list = `${stack.webUrl}/v1/runs?limit=1`
    expect((await fetch(list)).status).toBe(200)
    expect((await fetch(`${stack.webUrl}/v1/runs`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"runs":7}' })).status).toBe(400)
    expect((await fetch(list, { headers: { origin: 'http://evil.example' } })).status).toBe(403)
    expect((await fetch(list, { headers: { 'x-forwarded-for': '10.0.0.1' } })).status).toBe(403)
    expect((await fetch(stack.webUrl, { headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' } })).status).toBe(403)
  })

  test.each(['/preferences', ...['', '/runs', '/runs/compare', '/failures', `/failures/${'a'.repeat(32)}`, '/versions', '/analytics', '/start', ...['keys', 'project', 'retention', 'privacy', 'webhooks', 'members', 'audit'].map((page) => `/settings/${page}`)].map((path) => `/p/default${path}`)])(
    'a post to %s that is no form is refused, not a fault',
    async (path) => {
      for (const type of ['application/json', 'multipart/form-data', 'multipart/form-data; boundary=x', 'text/plain']) {
        const { status } = await fetch(stack.webUrl + path, { method: 'POST', redirect: 'manual', headers: { 'content-type': type, 'sec-fetch-site': 'same-origin' }, body: '{"wish":"save-view"}' })
        expect({ type, isRefused: status >= 400 && status < 500 }).toEqual({ type, isRefused: true })
      }
    },
  )
})

test('without the API each panel says so with a way to try again, and the page stays whole', async () => {
  await stack.stopApi()
  const { page, context } = await visit(browser)
  await open(page, `${stack.webUrl}/p/default`)
  const panels = page.getByTestId('state-error')
  expect(await panels.first().innerText()).toContain('The health table could not be loaded.')
  expect(await panels.count()).toBe(4)
  await panels.first().getByRole('button', { name: 'Try again' }).click()
  await expect.poll(() => panels.count(), { timeout: 8_000 }).toBe(4)
  await page.goto(`${stack.webUrl}/p/default/runs/${small?.runId ?? ''}`)
  expect(await panels.first().innerText()).toContain('The run could not be loaded.')
  const answer = await fetch(`${stack.webUrl}/trpc/runs.list?input=%7B%7D`)
  expect(answer.status).toBe(502)
  expect(await answer.text()).not.toMatch(/ECONN|127\.0\.0\.1|stack/)
  expect(stack.output()).not.toMatch(/ECONNREFUSED|at .*\.ts:\d+/)
  await context.close()
})
