import { randomBytes } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch, open } from './browser.ts'
import { testLooks } from './looks.ts'
import { quietVisits } from './quiet-visits.ts'
import { postRun } from './seed-run.ts'
import type { SeededRun } from './seed-run.ts'
import { exhausted, good } from './seed-shapes.ts'
import { startStack } from './stack.ts'
import type { Stack } from './stack.ts'

const password = randomBytes(12).toString('hex')
let stack: Stack
let browser: Browser
let failed: SeededRun
beforeAll(async () => {
  stack = await startStack({ password })
  browser = await launch()
  for (let at = 0; at < 3; at++) await postRun(stack.ingestUrl, good(at * 60_000))
  failed = await postRun(stack.ingestUrl, exhausted(5 * 60_000))
})
afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

const at = (path: string): string => `${stack.webUrl}/p/default${path}`
const quietly = quietVisits(() => browser)
/** Who has no session is told so by the status as well, and a stream of an ended session is cut off. */
const refused = [/401/, /ERR_INCOMPLETE_CHUNKED_ENCODING/]

const field = (page: Page) => page.getByLabel('Password')

async function signIn(page: Page, given = password): Promise<void> {
  await field(page).fill(given)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** A page of a reader who has signed in. */
async function enter(page: Page, path: string): Promise<void> {
  await page.goto(at(path))
  // The last that a page asks for by itself: where its links lead.
  const isWhole = page.waitForResponse((response) => response.url().includes('/__manifest'))
  await signIn(page)
  await isWhole
  await page.waitForLoadState('networkidle')
}

async function follow(page: Page): Promise<void> {
  const tail = page.waitForResponse((response) => response.url().includes('/trpc/runs.tail'))
  await page.getByRole('button', { name: 'Live tail' }).click()
  expect((await tail).status()).toBe(200)
}

/** Signs out in another tab of the same reader. */
async function leaveElsewhere(page: Page): Promise<void> {
  const other = await page.context().newPage()
  await open(other, at(''))
  await other.getByRole('button', { name: 'Sign out' }).click()
  await field(other).waitFor()
  await other.close()
}

describe('signing in', () => {
  test('the form stands at the wanted address and leads to it; a wrong password is said', () =>
    quietly(async (page) => {
      const wanted = at('/runs?status=failed')
      expect((await page.goto(wanted))?.status()).toBe(401)
      expect(await field(page).evaluate((element) => element === document.activeElement)).toBe(true)
      await signIn(page, 'not this one, sorry')
      expect(await page.getByRole('alert').innerText()).toBe('That is not the password.')
      await signIn(page)
      await page.getByTestId('runs-table').waitFor()
      expect(page.url()).toBe(wanted)
      expect(await page.getByTestId('runs-table').locator('tbody tr').count()).toBe(1)
    }, {}, refused))

  test('works without a script', () =>
    quietly(async (page) => {
      await page.goto(at('/settings/members'))
      await signIn(page)
      expect(await page.getByTestId('access-people').innerText()).toMatch(/^Whoever knows the password of this server/)
      await page.getByRole('button', { name: 'Sign out' }).click()
      await field(page).waitFor()
    }, { javaScript: false }, refused))
})

describe('signing out', () => {
  test('ends the session for good: neither Back nor a copy of the cookie shows a run', () =>
    quietly(async (page) => {
      await enter(page, '/runs')
      const cookies = await page.context().cookies()
      await page.getByRole('button', { name: 'Sign out' }).click()
      await field(page).waitFor()
      await page.goBack()
      await field(page).waitFor()
      expect(await page.content()).not.toContain('support-bot')
      await page.context().addCookies(cookies)
      await page.goto(at('/runs'))
      await field(page).waitFor()
    }, {}, refused))
})

describe('a session that has ended', () => {
  test('the next click leads to the form, and from there to the page that was wanted', () =>
    quietly(async (page) => {
      await enter(page, '/settings/members')
      await page.context().clearCookies()
      await page.getByRole('link', { name: 'Failures', exact: true }).click()
      await page.waitForURL(at('/failures'))
      await field(page).waitFor()
      await signIn(page)
      await page.getByTestId('groups-table').waitFor()
      expect(page.url()).toBe(at('/failures'))
    }, {}, refused))

  test('a filter leads there too, and keeps what was chosen', () =>
    quietly(async (page) => {
      await enter(page, '/failures')
      await page.context().clearCookies()
      await page.getByLabel('Failure in').selectOption('tool')
      await field(page).waitFor()
      await signIn(page)
      await page.getByTestId('groups-table').waitFor()
      expect(new URL(page.url()).searchParams.get('cat')).toBe('tool')
    }, {}, refused))

  test('ends an open live tail: it says so, no run comes any more, and the offered link leads to the form', () =>
    quietly(async (page) => {
      await enter(page, '/runs?last=24h')
      await follow(page)
      await leaveElsewhere(page)
      const lost = page.getByRole('status').filter({ hasText: 'The live tail was lost.' })
      await lost.waitFor({ timeout: 15_000 })
      const late = await postRun(stack.ingestUrl, good(0))
      await page.waitForTimeout(2_500)
      expect(await page.locator(`[data-run-id="${late.runId}"]`).count()).toBe(0)
      const button = page.getByRole('button', { name: 'Live tail' })
      expect(await button.getAttribute('aria-pressed')).toBe('false')
      await button.click()
      await lost.waitFor()
      await lost.getByRole('link', { name: 'load the page again' }).click()
      await field(page).waitFor()
      await signIn(page)
      await page.locator(`[data-run-id="${late.runId}"]`).waitFor()
    }, {}, refused))

  test('what is asked for on the page says so in its place, and the page stays', () =>
    quietly(async (page) => {
      await enter(page, `/runs/${failed.runId}`)
      await page.context().clearCookies()
      await page.getByRole('button', { name: 'Compare' }).click()
      expect(await page.getByTestId('state-error').innerText()).toMatch(/^The comparison could not be loaded\.\s+The sign-in has ended\. Load the page again to sign in/)
      expect(await page.locator('[data-fact="1"]').isVisible()).toBe(true)
    }, {}, refused))
})

const states: Parameters<typeof testLooks>[1] = {
  'sign in': async (page) => void (await page.goto(at(''))),
  'sign in wrong': async (page) => {
    await page.goto(at(''))
    await signIn(page, 'not this one, sorry')
    await page.getByRole('alert').waitFor()
  },
  'sign out asked': async (page) => {
    await enter(page, '')
    await page.goto(`${stack.webUrl}/sign-out`)
  },
  'overview signed in': (page) => enter(page, ''),
  'members signed in': (page) => enter(page, '/settings/members'),
  'live tail lost': async (page) => {
    await enter(page, '/runs?last=24h')
    await follow(page)
    await leaveElsewhere(page)
    await page.getByText('The live tail was lost.').waitFor()
  },
}

testLooks(() => browser, states, { expected: Object.fromEntries(Object.keys(states).map((name) => [name, /401|ERR_INCOMPLETE_CHUNKED_ENCODING/])) })
