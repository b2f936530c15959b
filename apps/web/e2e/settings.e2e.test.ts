import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch, open } from './browser.ts'
import { testLooks } from './looks.ts'
import { quietVisits } from './quiet-visits.ts'
import { postRun } from './seed-run.ts'
import { good, toolTimeout } from './seed-shapes.ts'
import { startStack } from './stack.ts'
import type { Stack } from './stack.ts'

let stack: Stack
let browser: Browser
beforeAll(async () => {
  stack = await startStack()
  browser = await launch()
  for (let at = 0; at < 3; at++) await postRun(stack.ingestUrl, { ...good(at * 60_000), environment: 'demo' })
  await postRun(stack.ingestUrl, good(3 * 86_400_000))
})
afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

const at = (page: string): string => `${stack.webUrl}/p/default/settings/${page}`
const keyForm = /at_(ingest|query|admin)_[A-Za-z0-9]{20,}/

const quietly = quietVisits(() => browser)

async function makeKey(page: Page, name: string, scope: string): Promise<string> {
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('What it may do').selectOption(scope)
  await page.getByRole('button', { name: 'Create key' }).click()
  await page.getByTestId('new-secret').waitFor()
  return (await page.getByTestId('new-secret').locator('code').innerText()).trim()
}

const readsWith = async (key: string): Promise<number> => (await fetch(`${stack.queryUrl}/v1/runs?limit=1`, { headers: { authorization: `Bearer ${key}` } })).status

describe.each([['with a script', {}], ['without a script', { javaScript: false }]] as const)('J15: keys %s', (_, options) => {
  test('a key is shown once, opens its door, and is revoked by typing its beginning', () =>
    quietly(async (page) => {
      const name = `reader ${'javaScript' in options ? 'plain' : 'scripted'}`
      await page.goto(at('keys'), { waitUntil: 'networkidle' })
      const key = await makeKey(page, name, 'query')
      expect(key).toMatch(/^at_query_[A-Za-z0-9]{43}$/)
      expect(page.url()).not.toContain(key.slice(9))
      expect(await readsWith(key)).toBe(200)
      await page.getByRole('button', { name: 'Done' }).click()
      expect(await page.getByTestId('new-secret').isVisible()).toBe(true)
      await page.getByLabel('I have stored it').check()
      await page.getByRole('button', { name: 'Done' }).click()
      const row = page.getByRole('row').filter({ hasText: name })
      await row.waitFor()
      await page.goto(at('keys'), { waitUntil: 'networkidle' })
      expect(await page.content()).not.toContain(key.slice(20))
      expect(stack.output()).not.toMatch(keyForm)
      const prefix = key.slice(0, 15)
      expect(await row.innerText()).toContain(prefix)
      await row.locator('summary').click()
      await row.getByRole('textbox').fill('at_query_wrong')
      await row.getByRole('button', { name: `Revoke "${name}"` }).click()
      await page.getByTestId('notice').waitFor()
      expect(await page.getByTestId('notice').innerText()).toContain('was not revoked')
      expect(await readsWith(key)).toBe(200)
      if ((await row.getByRole('textbox').count()) === 0 || !(await row.getByRole('textbox').isVisible())) await row.locator('summary').click()
      await row.getByRole('textbox').fill(prefix)
      await row.getByRole('button', { name: `Revoke "${name}"` }).click()
      await row.getByText('Revoked').waitFor()
      await expect.poll(() => readsWith(key), { timeout: 2_000, interval: 50 }).toBe(401)
    }, options, [/HTTP 400/, /status of 400/]))
})

test('a form of another site changes nothing', async () => {
  const body = new URLSearchParams({ wish: 'make', scope: 'admin', name: 'evil' })
  for (const headers of [{ origin: 'http://evil.example' }, { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }, {}] as Record<string, string>[]) {
    const answer = await fetch(at('keys'), { method: 'POST', body, headers })
    expect(answer.status).toBe(403)
    expect(await answer.text()).not.toMatch(keyForm)
  }
})

test('the demo goes with a click and a confirmation; other runs stay', () =>
  quietly(async (page) => {
    await open(page, at('project'))
    expect(await page.getByTestId('demo-runs').innerText()).toContain('3 runs in the environment demo')
    await page.getByTestId('remove-demo').locator('summary').click()
    await page.getByRole('button', { name: 'Delete 3 runs' }).click()
    await page.getByText('There are no runs in the environment demo.').waitFor()
    expect(await (await fetch(`${stack.queryUrl}/v1/runs`)).json()).toMatchObject({ items: [{ environment: 'production' }] })
  }))

test('a shorter retention is confirmed with what it deletes', () =>
  quietly(async (page) => {
    await open(page, at('retention'))
    await page.getByLabel('Days to keep runs').fill('2')
    await page.getByRole('button', { name: 'Continue' }).click()
    const confirm = page.getByTestId('retention-confirm')
    await confirm.waitFor()
    expect(await confirm.innerText()).toContain('Deletes 1 run older than 2 days on the next sweep.')
    await confirm.getByRole('button', { name: 'Keep runs for 2 days' }).click()
    await expect.poll(() => page.getByTestId('retention-days').innerText()).toBe('2 days')
  }))

const rowsOf = (page: Page, testId: string): Promise<string[]> => page.getByTestId(testId).locator('tbody tr').allInnerTexts().then((rows) => rows.map((row) => row.replaceAll(/\s+/g, ' ').trim()))

describe('the privacy page', () => {
  const dropped = { reason: 'buffer_full', count: 1_234 }

  test('tells what processes dropped and how full the name registry is; a reset empties an agent\'s part and is asked for twice', () =>
    quietly(async (page) => {
      const answer = await fetch(`${stack.ingestUrl}/v1/runs`, {
        method: 'POST', headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ runs: [], steps: [], open: [], client: { clientId: randomUUID(), sdk: { name: 'custom', version: '1.0.0' }, dropped: [dropped] } }),
      })
      expect(answer.status).toBe(200)
      await open(page, at('privacy'))
      expect(await rowsOf(page, 'dropped-table')).toEqual(['records: the buffer was full 1,234 1'])
      const agent = page.getByTestId('registry-table').locator('[data-agent="support-bot"]')
      expect(await agent.locator('td').first().innerText()).toMatch(/^versions 1 of [\d,]+ · (.* · )?tools 2 of [\d,]+/)
      expect(await page.locator('details').filter({ hasText: /^Run \(\d+ fields\)/ }).count()).toBe(1)
      await agent.getByRole('link', { name: 'Show the names of support-bot' }).click()
      await page.getByTestId('names').waitFor()
      expect(await page.getByTestId('names').locator('[data-kind="tool"] li').allInnerTexts()).toHaveLength(2)
      expect(await page.getByTestId('names').locator('[data-kind="tool"] h4').innerText()).toMatch(/2 of 200/)
      await agent.locator('summary').click()
      await page.keyboard.press('Escape')
      expect(await agent.getByRole('button', { name: 'Reset names' }).isVisible()).toBe(false)
      await agent.locator('summary').click()
      await agent.getByRole('button', { name: 'Reset names' }).click()
      await expect.poll(async () => (await agent.count()) === 0 || !(await agent.locator('td').first().innerText()).includes('tools')).toBe(true)
      expect(await (await fetch(`${stack.queryUrl}/v1/runs`)).text()).toContain('support-bot')
    }))

  test('is there as one file, which loads nothing; only for a browser that vouches for our page', () =>
    quietly(async (page) => {
      await postRun(stack.ingestUrl, toolTimeout(60_000))
      await open(page, at('privacy'))
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download the report' }).click()])
      expect(download.suggestedFilename()).toMatch(/^agenttracer-privacy-\d{4}-\d\d-\d\d\.html$/)
      const text = readFileSync(await download.path(), 'utf8')
      expect(text).toContain('<h1>Privacy report</h1>')
      expect(text).toMatch(/<td>billing-bot<\/td><td>.*tools \d+ of \d+/)
      expect(text).toMatch(/<h3>Run<\/h3>.*<td>runId<\/td><td>yes<\/td>/)
      expect(text).not.toMatch(/<script|<link|<img|src=|https?:\/\//)
      const unvouched = await fetch(at('privacy/report'))
      expect([unvouched.status, await unvouched.text()]).toEqual([403, 'The report could not be made. Settings, Privacy says why.\n'])
    }))

  test('reads and resets without a script', () =>
    quietly(async (page) => {
      await postRun(stack.ingestUrl, toolTimeout(60_000))
      await page.goto(at('privacy'))
      const agent = page.getByTestId('registry-table').locator('[data-agent="billing-bot"]')
      expect(await agent.innerText()).toContain('tools')
      await agent.getByRole('link', { name: 'Show the names of billing-bot' }).click()
      expect(await page.getByTestId('names').locator('[data-kind="tool"] li').count()).toBeGreaterThan(0)
      await agent.locator('summary').click()
      await agent.getByRole('button', { name: 'Reset names' }).click()
      expect(new URL(page.url()).pathname).toBe('/p/default/settings/privacy')
      expect(await agent.innerText()).not.toContain('tools')
    }, { javaScript: false }))
})

describe('the audit log', () => {
  test('tells every change of this file, the newest first, by whom, and repeats no name that a person typed', () =>
    quietly(async (page) => {
      await open(page, at('audit'))
      const rows = await rowsOf(page, 'audit-table')
      expect(rows.length).toBeGreaterThanOrEqual(9)
      for (const [what, times] of [[/Name registry reset: [1-9]\d* names/, 2], [/Retention set: 2 days/, 1], [/Deletion of an environment began/, 1], [/Key revoked/, 2], [/Key made: query/, 2]] as const) {
        expect(rows.filter((row) => what.test(row) && row.endsWith('a person at these pages')), String(what)).toHaveLength(times)
      }
      const order = ['Name registry reset', 'Retention set', 'Deletion of an environment began', 'Key made'].map((word) => rows.findIndex((row) => row.includes(word)))
      expect(order).toEqual(order.toSorted((a, b) => a - b))
      expect(await page.locator('main').innerText()).not.toMatch(/reader (plain|scripted)/)
    }))

  test('goes on over pages', () =>
    quietly(async (page) => {
      for (let number = 0; number < 60; number++) {
        const kept = await fetch(`${stack.webUrl}/p/default/runs?index`, { method: 'POST', redirect: 'manual', headers: { origin: stack.webUrl }, body: new URLSearchParams({ wish: 'save-view', name: `View ${number}`, address: 'status=failed' }) })
        expect(kept.status).toBeLessThan(400)
      }
      await open(page, at('audit'))
      const first = await rowsOf(page, 'audit-table')
      expect(first.every((row) => row.includes('View saved'))).toBe(true)
      await page.getByRole('link', { name: 'Older' }).click()
      await page.getByTestId('audit-table').getByText('Retention set').waitFor()
      expect(await page.getByRole('link', { name: 'Older' }).count()).toBe(0)
      await page.getByRole('link', { name: 'Newest' }).click()
      await expect.poll(() => rowsOf(page, 'audit-table').then((rows) => rows.length)).toBe(first.length)
    }))
})

test('members: on this machine alone nobody signs in, and the page says what holds instead', () =>
  quietly(async (page) => {
    await open(page, at('members'))
    expect(await page.getByTestId('access-people').innerText()).toMatch(/^One person at this machine\./)
    expect(await page.getByRole('button', { name: 'Sign out' }).count()).toBe(0)
    await page.getByRole('link', { name: 'audit log' }).click()
    await page.getByTestId('audit-table').waitFor()
  }))

const states = {
  keys: async (page: Page) => open(page, at('keys')),
  'keys revoke': async (page: Page) => {
    await open(page, at('keys'))
    if ((await page.getByTestId('keys-table').locator('summary').count()) === 0) await makeKey(page, 'to look at', 'ingest').then(() => page.goto(at('keys'), { waitUntil: 'networkidle' }))
    await page.getByTestId('keys-table').locator('summary').first().click()
  },
  'key made': async (page: Page) => {
    await open(page, at('keys'))
    await makeKey(page, 'prod agents', 'ingest')
  },
  project: async (page: Page) => open(page, at('project')),
  retention: async (page: Page) => open(page, at('retention')),
  privacy: async (page: Page) => open(page, at('privacy')),
  'privacy names': async (page: Page) => open(page, at('privacy?names=support-bot')),
  'privacy reset and fields': async (page: Page) => {
    await open(page, at('privacy'))
    await page.getByText(/^Run \(\d+ fields\)/).click()
    await page.getByTestId('registry-table').locator('summary').first().click()
  },
  audit: async (page: Page) => open(page, at('audit')),
  'audit older': async (page: Page) => {
    await open(page, at('audit'))
    await page.getByRole('link', { name: 'Older' }).click()
    await page.getByTestId('audit-table').getByText('Retention set').waitFor()
  },
  members: async (page: Page) => open(page, at('members')),
} as const

testLooks(() => browser, states, { prefix: 'settings ' })
