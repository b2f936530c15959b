import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { launch, open, visit, wide } from './browser.ts'
import { focused, tabTo } from './keyboard.ts'
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

const selectedRow = (page: Page) => page.locator('[data-testid="wf-row"][aria-selected="true"]')

async function expectInViewport(page: Page, selector: string): Promise<void> {
  const box = await page.locator(selector).boundingBox()
  expect(box).not.toBeNull()
  expect(box?.y).toBeGreaterThanOrEqual(0)
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(wide.height)
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(wide.width)
}

describe('J1: from home to the root cause', () => {
  test('one click on the newest run of a new failure shows the cause: selected, in the viewport, in the address', () =>
    quietly(async (page) => {
      await open(page, world.stack.webUrl)
      expect(new URL(page.url()).pathname).toBe('/p/default')
      await page.locator('[data-testid="attention"] li', { hasText: 'search_docs' }).locator('[data-newest-run]').click()
      await page.waitForURL(/step=/)
      const { runId, ids } = world.runs.failed
      expect(page.url()).toContain(`/runs/${runId}?step=${ids.get('try1')}`)
      expect(await selectedRow(page).getAttribute('data-state')).toBe('root-cause')
      expect(await selectedRow(page).getAttribute('data-step-id')).toBe(ids.get('try1'))
      await expectInViewport(page, '[data-testid="wf-row"][aria-selected="true"]')
    }))
})

describe('J2: seven facts on the first screen', () => {
  test.each<[name: 'failed' | 'timeout' | 'limit' | 'degraded' | 'cancelled' | 'odd', texts: readonly string[]]>([
    ['failed', ['Tool "search_docs" returned HTTP 503 on all 3 tries.', 'support-bot > research > search_docs (step 12 of 12)', '3 of 3 tries, waited 0.5 s + 1.0 s between', '9.80 s in, at', 'version 2.4.0, production, tool search_docs, HTTP 503', 'like this in 24 h', 'Check the service behind search_docs']],
    ['timeout', ['Tool "fetch_invoice" did not answer in time', 'billing-bot > fetch_invoice (step 3 of 3)', '1 try, not retried', '31.3 s in, at', 'version 0.8.1, staging, tool fetch_invoice', 'like this in 24 h', 'raise its time limit']],
    ['limit', ['recursion limit', 'planner, the run itself', '1 try, not retried', '8.20 s in, at', 'version 1.9, production', 'like this in 24 h', 'Look at the last steps']],
    ['degraded', ['Tool "exchange_rates" asked for something that does not exist (HTTP 404).', 'billing-bot > exchange_rates', '1 try, not retried', '1.90 s in, at', 'HTTP 404', 'like this in 24 h', 'Check the route']],
    ['cancelled', ['The caller cancelled', 'crawl_site', '1 try, not retried', '2.19 s in, at', 'version 2.4.0', 'like this in 24 h', '']],
    ['odd', ['', 'a_very_long_agent_name', '1 try', ' in, at', 'version 2026.11.22', 'in 24 h', 'Open your own log']],
  ])('%s', (name, texts) =>
    quietly(async (page) => {
      await open(page, world.runAt(name))
      for (const [at, text] of texts.entries()) {
        expect(await page.locator(`[data-fact="${at + 1}"]`).innerText()).toContain(text)
        await expectInViewport(page, `[data-fact="${at + 1}"]`)
      }
    }),
  )
})

describe('the banner of a run without a verdict', () => {
  test.each<[name: 'ok' | 'recovered' | 'running' | 'interrupted', status: string, text: string]>([
    ['ok', 'success', 'In 3.90 s.'],
    ['recovered', 'success', '1 retry: gpt-4o-mini recovered on try 2. Slowest: gpt-4o-mini'],
    ['running', 'running', 'Open: crawl_site.'],
    ['interrupted', 'interrupted', 'paused for a person'],
  ])('%s', (name, status, text) =>
    quietly(async (page) => {
      await open(page, world.runAt(name))
      const banner = page.getByTestId('run-banner')
      expect(await banner.getAttribute('data-run-status')).toBe(status)
      expect(await banner.innerText()).toContain(text)
    }),
  )
})

describe('J6: a link opens the same screen', () => {
  test('step, try and zoom are in the address and come back in a fresh browser', () =>
    quietly(async (page) => {
      await open(page, world.runAt('failed'))
      await page.locator('[data-testid="try"][data-attempt="2"] button').click()
      await page.getByRole('button', { name: 'Fit the selected step' }).click()
      await page.waitForURL(/attempt=2.*z=|z=.*attempt=2/)
      const link = page.url()
      const bars = await page.locator('[data-testid="wf-row"][aria-selected="true"] [data-attempt]').evaluateAll((all) => all.map((bar) => (bar as HTMLElement).style.cssText))
      const other = await launch()
      const fresh = await visit({ ...world.browser, newContext: other.newContext.bind(other) } as typeof world.browser)
      await open(fresh.page, link)
      expect(await fresh.page.locator('[data-chosen="true"]').getAttribute('data-attempt')).toBe('2')
      expect(await fresh.page.locator('[data-testid="wf-row"][aria-selected="true"] [data-attempt]').evaluateAll((all) => all.map((bar) => (bar as HTMLElement).style.cssText))).toEqual(bars)
      expect(new URL(fresh.page.url()).search).toBe(new URL(link).search)
      await other.close()
    }))

  test('a step that is not there is told, and the cause is selected', () =>
    quietly(async (page) => {
      await open(page, world.runAt('failed', '?step=00000000000000aa'))
      expect(await page.getByTestId('state-old-link').innerText()).toContain('not in this run')
      expect(await selectedRow(page).getAttribute('data-state')).toBe('root-cause')
    }))
})

describe('J9: keyboard alone', () => {
  test('leaving right after a choice is not undone by the late write of the choice into the address', () =>
    quietly(async (page) => {
      await open(page, world.runAt('failed'))
      // A page that answers slowly: the write of the choice falls into the wait.
      await page.route(/\/runs\?_data=|\/runs\.data/, async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 600))
        await route.continue()
      })
      await page.getByTestId('wf-row').first().focus()
      await page.keyboard.press('ArrowUp')
      await page.keyboard.press('g')
      await page.keyboard.press('r')
      await page.waitForURL(/\/runs$/)
      await page.getByTestId('runs-table').waitFor()
      expect(new URL(page.url()).searchParams.get('step')).toBeNull()
    }))

  test('from home to the cause, around the waterfall, and the report on the clipboard', () =>
    quietly(
      async (page) => {
        await open(page, world.at(''))
        const link = page.locator('[data-testid="attention"] li', { hasText: 'search_docs' }).locator('[data-newest-run]')
        for (let presses = 0; presses < 40 && !(await link.evaluate((element) => element === document.activeElement)); presses++) await page.keyboard.press('Tab')
        await page.keyboard.press('Enter')
        await page.waitForURL(/step=/)
        for (let presses = 0; presses < 60 && (await page.locator('[data-testid="wf-row"]:focus').count()) === 0; presses++) await page.keyboard.press('Tab')
        const focused = page.locator('[data-testid="wf-row"]:focus')
        expect(await focused.getAttribute('data-state')).toBe('root-cause')
        expect(await focused.getAttribute('aria-label')).toBe('search_docs, tool, root cause, 3 of 3 tries failed, 7.50 s, starts at 2.30 s')
        await page.keyboard.press('ArrowLeft')
        expect(await focused.getAttribute('aria-label')).toContain('research, agent, failed below')
        await page.keyboard.press('ArrowLeft')
        expect(await focused.getAttribute('aria-expanded')).toBe('false')
        await page.keyboard.press('e')
        expect(await focused.getAttribute('data-state')).toBe('root-cause')
        await page.keyboard.press('Home')
        expect(await focused.getAttribute('data-step-id')).toBe('run')
        await page.keyboard.press('r')
        await page.keyboard.press('Alt+ArrowLeft')
        await page.keyboard.press('Alt+ArrowLeft')
        expect(await page.locator('[data-chosen="true"]').getAttribute('data-attempt')).toBe('2')
        await page.keyboard.press('Enter')
        expect(await page.getByTestId('detail').evaluate((element) => element === document.activeElement)).toBe(true)
        await page.keyboard.press('Escape')
        expect(await focused.count()).toBe(1)
        await page.keyboard.press('c')
        expect(await page.locator('[data-critical="true"]').count()).toBeGreaterThan(0)
        await page.keyboard.press('m')
        const report = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText())
        await expect.poll(report).toContain('### support-bot 2.4.0 failed: Tool "search_docs" returned HTTP 503 on all 3 tries')
        expect(await report()).toContain('| Code | `tool.upstream_error` |')
        await page.keyboard.press('?')
        expect(await page.getByRole('dialog').isVisible()).toBe(true)
        await page.keyboard.press('Escape')
        await page.getByRole('dialog').waitFor({ state: 'hidden' })
        await page.keyboard.press('g')
        await page.keyboard.press('r')
        await page.waitForURL(/\/runs$/)
        await page.getByTestId('runs-table').waitFor()
        await page.keyboard.press('j')
        await page.keyboard.press('Enter')
        await page.waitForURL(/\/runs\/[0-9a-f-]{36}/)
      },
      { permissions: ['clipboard-read', 'clipboard-write'] },
    ))
})

describe('J9: a filter by keyboard alone', () => {
  test('chosen, added to, taken back, and the focus is seen all the way', () =>
    quietly(async (page) => {
      await open(page, world.at('/runs'))
      await page.keyboard.press('/')
      expect(await focused(page)).toBe('Agent')
      await tabTo(page, 'Status')
      // One letter says it: on a busy machine the second of two may come so late that it begins another word.
      await page.keyboard.press('f')
      await page.waitForURL(/[?&]status=failed/)
      await page.locator('[data-testid="runs-table"][aria-busy="true"]').waitFor({ state: 'detached' })
      expect(await focused(page)).toBe('Status')
      await tabTo(page, 'Failure in')
      await page.keyboard.press('t')
      await page.waitForURL((url) => url.searchParams.get('status') === 'failed' && url.searchParams.get('cat') === 'tool')
      await expect.poll(() => page.getByTestId('runs-table').locator('tbody tr').count()).toBeGreaterThan(0)
      await tabTo(page, 'Remove filter Status:failed')
      await page.keyboard.press('Enter')
      await page.waitForURL((url) => url.searchParams.get('status') === null && url.searchParams.get('cat') === 'tool')
      await expect.poll(() => page.getByRole('combobox', { name: 'Status' }).inputValue()).toBe('')
      expect(await focused(page)).toContain('Remove filter')
    }))
})

describe('J5: walking inside the filter that the reader came from', () => {
  const runIdOf = (page: Page): string => new URL(page.url()).pathname.split('/').at(-1) ?? ''

  test('[ and ] go through the rows of the list, u goes back to it', () =>
    quietly(async (page) => {
      await open(page, world.at('/runs?agent=planner&status=failed'))
      const listed = await page.getByTestId('runs-table').locator('tbody tr').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-run-id')))
      expect(listed.length).toBeGreaterThan(2)
      await page.keyboard.press('j')
      await page.keyboard.press('Enter')
      for (const [at, key] of [[0, ']'], [1, ']'], [2, '['], [1, 'u']] as const) {
        await page.waitForURL(`**/${listed[at]}?ctx=**`)
        await page.getByTestId('trail').getByText(`${at + 1} of ${listed.length} in this filter`).waitFor()
        expect(runIdOf(page)).toBe(listed[at])
        await page.keyboard.press(key)
      }
      await page.waitForURL('**/runs?agent=planner&status=failed')
    }))

  test('a link from elsewhere walks through the runs of the agent', () =>
    quietly(async (page) => {
      await open(page, world.runAt('timeout', '?ctx=nobody'))
      await page.getByTestId('trail').getByText('runs of billing-bot').waitFor()
      await page.getByRole('link', { name: 'Older run' }).or(page.getByRole('link', { name: 'Newer run' })).first().click()
      await page.waitForURL((url) => !url.pathname.endsWith(world.runs.timeout.runId))
      expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('billing-bot')
    }))
})

describe('the palette', () => {
  test('Ctrl K finds a page, an agent, a code and a run by its id; Escape gives the keys back', () =>
    quietly(async (page) => {
      await open(page, world.at(''))
      const choose = async (typed: string, option: string | RegExp, address: RegExp): Promise<void> => {
        await page.keyboard.press('Control+k')
        await page.getByRole('combobox', { name: 'Search' }).fill(typed)
        await page.getByTestId('palette').getByRole('option', { name: option }).waitFor()
        await page.keyboard.press('Enter')
        await page.waitForURL(address)
      }
      await choose('failu', /^Failures/, /\/failures$/)
      await choose('refund', /^refund-agent/, /\/runs\?agent=refund-agent$/)
      await choose('tool timeout', /^tool\.timeout/, /code=tool\.timeout$/)
      await choose(world.runs.ok.runId, /^Open run/, new RegExp(world.runs.ok.runId))
      await page.keyboard.press('Control+k')
      await page.getByTestId('palette').waitFor()
      await page.keyboard.press('Escape')
      await page.keyboard.press('g')
      await page.keyboard.press('o')
      await page.waitForURL(/\/p\/default$/)
      expect(await page.getByRole('dialog').count()).toBe(0)
    }))

  test('single keys are off once switched off in the settings, Ctrl K stays', () =>
    quietly(async (page) => {
      await open(page, world.at('/settings/project'))
      await page.getByLabel('Single-key shortcuts').uncheck()
      await page.getByRole('heading', { level: 1 }).click()
      await page.keyboard.press('?')
      await page.keyboard.press('Control+k')
      await page.getByTestId('palette').waitFor()
      expect(await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).count()).toBe(0)
    }))
})

describe('J10: without JavaScript', () => {
  const plain = { javaScript: false }

  test('the Run page says why, and has its steps', () =>
    quietly(async (page) => {
      await page.goto(world.runAt('failed'))
      expect(await page.locator('[data-fact="1"]').innerText()).toContain('HTTP 503 on all 3 tries')
      expect(await page.locator('[data-testid="wf-row"][data-state="root-cause"]').isVisible()).toBe(true)
      expect(await page.getByTestId('try').count()).toBe(3)
      await page.getByRole('link', { name: 'View as table' }).click()
      expect(await page.getByTestId('step-table').locator('tbody tr').count()).toBe(11)
    }, plain))

  test('overview, filter form and paging', () =>
    quietly(async (page) => {
      await page.goto(world.at(''))
      await page.locator('[data-testid="attention"] [data-newest-run]').first().click()
      await page.locator('[data-fact="7"]').waitFor()
      await page.goto(world.at('/runs'))
      expect(await page.getByTestId('runs-table').locator('tbody tr').count()).toBe(50)
      await page.getByRole('link', { name: 'Older' }).click()
      expect(page.url()).toContain('cursor=')
      await page.getByLabel('Status').selectOption('failed')
      await page.getByRole('button', { name: 'Filter' }).click()
      await page.waitForURL(/status=failed/)
      await page.getByTestId('runs-table').waitFor()
      const words = await page.getByTestId('runs-table').locator('tbody tr td:nth-child(2)').allInnerTexts()
      expect(new Set(words)).toEqual(new Set(['Failed']))
      await page.getByRole('link', { name: /Remove filter/ }).first().click()
      expect(new URL(page.url()).searchParams.get('status')).toBeNull()
    }, plain))

  test('the theme is kept', () =>
    quietly(async (page) => {
      await page.goto(world.at('/start'))
      for (const theme of ['light', 'dark']) {
        await page.getByRole('button', { name: /^Theme/ }).click()
        expect(await page.locator('html').getAttribute('data-theme')).toBe(theme)
      }
      expect(new URL(page.url()).pathname).toBe('/p/default/start')
    }, plain))
})

describe('time zone', () => {
  test('one switch, kept, and the zone is always printed', () =>
    quietly(async (page) => {
      await open(page, world.runAt('failed'))
      expect(await page.locator('[data-fact="4"]').innerText()).toMatch(/at \d\d:\d\d:\d\d\.\d{3} UTC/)
      await page.getByRole('button', { name: 'Local' }).click()
      await page.waitForFunction(() => document.querySelector('[data-fact="4"]')?.textContent?.includes('UTC+5:30'))
      await page.reload({ waitUntil: 'networkidle' })
      expect(await page.locator('[data-fact="4"]').innerText()).toContain('UTC+5:30')
    }))
})

describe('what is not there', () => {
  test.each([['a run nobody has', '/runs/01a20490-e770-7c64-a03e-82cacf4b7100'], ['a run id that is none', '/runs/hello']])('%s: the same words and 404', (_, path) =>
    quietly(async (page) => {
      const answer = await page.goto(world.at(path))
      expect(answer?.status()).toBe(404)
      expect(await page.getByTestId('state-not-found').innerText()).toContain('It may be older than the retention time, or belong to another project.')
    }, {}, [/404/]))

  test('a project nobody has', () =>
    quietly(async (page) => {
      expect((await page.goto(`${world.stack.webUrl}/p/other`))?.status()).toBe(404)
      expect(await page.getByTestId('state-not-found').isVisible()).toBe(true)
    }, {}, [/404/]))
})
