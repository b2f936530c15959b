import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch, open } from './browser.ts'
import { testLooks } from './looks.ts'
import { quietVisits } from './quiet-visits.ts'
import { postRun } from './seed-run.ts'
import { good } from './seed-shapes.ts'
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
} as const

testLooks(() => browser, states, { prefix: 'settings ' })
