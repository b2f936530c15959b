import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { open } from './browser.ts'
import { testLooks } from './looks.ts'
import { quietVisits } from './quiet-visits.ts'
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
const menu = (page: Page, name: string) => page.getByTestId(name)
const label = (page: Page): Promise<string> => menu(page, 'views').locator('summary').innerText()

describe.each([['with a script', {}], ['without a script', { javaScript: false }]] as const)('saved views %s', (_, options) => {
  const name = `Slow failures ${'javaScript' in options ? 'plain' : 'scripted'}`

  test('a list is kept under a name, opened by its link, told as modified when the address says otherwise, updated and deleted', () =>
    quietly(async (page) => {
      await open(page, world.at('/runs?status=failed&sort=-duration&cols=what,duration'))
      await menu(page, 'views').locator('summary').click()
      await page.getByLabel('Keep this list as').fill(name)
      await page.getByRole('button', { name: 'Save' }).click()
      await page.waitForURL(/view=/)
      await expect.poll(() => label(page)).toBe(name)
      const { search } = new URL(page.url())
      expect(search).toMatch(/^\?status=failed&sort=-duration&cols=what%2Cduration&view=[0-9a-f-]{36}$/)
      const view = new URLSearchParams(search).get('view') ?? ''

      await open(page, world.at(`/runs?view=${view}`))
      expect(new URL(page.url()).search).toBe(search)
      expect(await page.getByTestId('runs-table').locator('th[scope=col]').allInnerTexts()).toEqual(['Select', 'Status', 'Started', 'Agent and version', 'What failed', 'Duration', 'Filter by the run'])

      await open(page, world.at(`/runs?agent=support-bot&view=${view}`))
      expect(await label(page)).toBe(`${name} (modified)`)
      expect(await page.getByTestId('runs-table').locator('th[scope=col]').count()).toBe(10)
      await menu(page, 'views').locator('summary').click()
      await page.getByRole('button', { name: `Update "${name}"` }).click()
      await page.waitForURL(new RegExp(`agent=support-bot&view=${view}$`))
      await expect.poll(() => label(page)).toBe(name)

      await menu(page, 'views').locator('summary').click()
      await page.getByRole('button', { name: `Delete the view ${name}` }).click()
      await page.waitForURL((url) => !url.search.includes('view='))
      await expect.poll(() => label(page)).toBe('Views')
      expect(new URL(page.url()).searchParams.get('agent')).toBe('support-bot')
    }, options))
})

test('a link to a view that is gone still shows its list, and says so', () =>
  quietly(async (page) => {
    await open(page, world.at('/runs?status=failed'))
    await menu(page, 'views').locator('summary').click()
    await page.getByLabel('Keep this list as').fill('Kept')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.waitForURL(/view=/)
    await open(page, world.at('/runs?status=failed&view=11111111-1111-4111-8111-111111111111'))
    expect(await page.getByTestId('notice').innerText()).toContain('not there any more')
    expect(await rows(page).count()).toBeGreaterThan(0)
  }))

test('another site cannot keep a view', async () => {
  for (const headers of [{ origin: 'http://evil.example' }, { 'sec-fetch-site': 'cross-site' }] as Record<string, string>[]) {
    const answer = await fetch(world.at('/runs?index'), { method: 'POST', body: new URLSearchParams({ wish: 'save-view', name: 'evil', address: '' }), headers })
    expect(answer.status).toBe(403)
  }
})

describe.each([['with a script', {}], ['without a script', { javaScript: false }]] as const)('columns %s', (_, options) => {
  test('are chosen by check boxes and stand in the address', () =>
    quietly(async (page) => {
      await open(page, world.at('/runs?status=failed'))
      await menu(page, 'columns').locator('summary').click()
      for (const title of ['Steps', 'Retries', 'Tokens', 'Duration']) await page.getByRole('checkbox', { name: title, exact: true }).uncheck()
      await page.getByRole('checkbox', { name: 'Environment', exact: true }).check()
      await page.getByRole('button', { name: 'Show these' }).click()
      await page.waitForURL(/cols=env%2Cwhat/)
      await expect.poll(() => page.getByTestId('runs-table').locator('th[scope=col]').allInnerTexts()).toEqual(['Select', 'Status', 'Started', 'Agent and version', 'Environment', 'What failed', 'Filter by the run'])
      expect(new URL(page.url()).search).toBe('?status=failed&cols=env%2Cwhat')
    }, options))
})

describe('comparing', () => {
  test('x marks two rows and Compare sets them side by side', () =>
    quietly(async (page) => {
      await open(page, world.at('/runs?status=failed'))
      expect(await page.getByRole('button', { name: 'Compare', exact: true }).isDisabled()).toBe(true)
      await page.keyboard.press('j')
      await page.keyboard.press('x')
      await page.keyboard.press('j')
      await page.keyboard.press('x')
      await page.getByText('2 runs selected').waitFor()
      const ids = await rows(page).evaluateAll((all) => all.slice(0, 2).map((row) => row.getAttribute('data-run-id')))
      await page.getByRole('button', { name: 'Compare', exact: true }).click()
      await page.waitForURL(`**/runs/${ids[0]}/compare/${ids[1]}`)
    }))

  test('Escape clears; three rows are told in shares, the same without a script', async () => {
    let told = ''
    await quietly(async (page) => {
      await open(page, world.at('/runs'))
      await rows(page).nth(0).getByRole('checkbox').check()
      await page.getByText('1 run selected').waitFor()
      await rows(page).nth(0).locator('[data-row-link]').focus()
      await page.keyboard.press('Escape')
      await expect.poll(() => rows(page).nth(0).getByRole('checkbox').isChecked()).toBe(false)
      for (const at of [0, 1, 2]) await rows(page).nth(at).getByRole('checkbox').check()
      await page.getByRole('button', { name: 'Compare', exact: true }).click()
      await page.getByTestId('shares-totals').waitFor()
      expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Comparison of 3 runs')
      told = await page.locator('main').innerText()
    })
    await quietly(async (page) => {
      await open(page, world.at('/runs'))
      for (const at of [0, 1, 2]) await rows(page).nth(at).getByRole('checkbox').check()
      await page.getByRole('button', { name: 'Compare', exact: true }).click()
      expect(await page.locator('main').innerText()).toBe(told)
    }, { javaScript: false })
  })
})

test('Share copies the address of the list', async () => {
  await quietly(async (page) => {
    await open(page, world.at('/runs?status=failed&density=compact'))
    await page.getByRole('button', { name: 'Share' }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url())
  }, { permissions: ['clipboard-read', 'clipboard-write'] })
})

test('J5: from the list to a run and Back: filter, place and the row under the focus are as they were', () =>
  quietly(async (page) => {
    await open(page, world.at('/runs?last=7d&density=cosy'))
    await page.setViewportSize({ width: 1280, height: 500 })
    const row = rows(page).nth(8)
    const id = await row.getAttribute('data-run-id')
    await row.locator('[data-row-link]').focus()
    await row.scrollIntoViewIfNeeded()
    const [address, scrolled] = [page.url(), await page.evaluate(() => window.scrollY)]
    await page.keyboard.press('Enter')
    await page.waitForURL(new RegExp(`/runs/${id}`))
    await page.goBack()
    await page.waitForURL(address)
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('[data-run-id]')?.getAttribute('data-run-id') ?? null)).toBe(id)
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(scrolled)
  }))

const states = {
  'views menu': async (page: Page) => {
    await open(page, world.at('/runs?status=failed'))
    await menu(page, 'views').locator('summary').click()
  },
  'columns menu': async (page: Page) => {
    await open(page, world.at('/runs?cols=env,what,duration'))
    await menu(page, 'columns').locator('summary').click()
  },
  shares: async (page: Page) => {
    await open(page, world.at('/runs'))
    const ids = await rows(page).evaluateAll((all) => all.slice(0, 6).map((row) => row.getAttribute('data-run-id')))
    await open(page, world.at(`/runs/compare?${ids.map((id) => `run=${id}`).join('&')}`))
  },
  'shares of nothing': async (page: Page) => open(page, world.at('/runs/compare')),
} as const

testLooks(() => world.browser, states)
