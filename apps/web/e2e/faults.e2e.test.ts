import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axe, launch, visit } from './browser.ts'
import { startFaultProxy } from './fault-proxy.ts'
import type { FaultProxy } from './fault-proxy.ts'
import { postRun } from './seed-run.ts'
import type { SeededRun } from './seed-run.ts'
import { exhausted, good } from './seed-shapes.ts'
import { startStack } from './stack.ts'
import type { Stack } from './stack.ts'

/** Each query of each page fails alone, for the server that renders the page and for the browser that asks again. */
let stack: Stack
let proxy: FaultProxy
let browser: Browser
let page: Page
const runs: SeededRun[] = []
let group = ''

beforeAll(async () => {
  let target = ''
  proxy = await startFaultProxy(() => target)
  stack = await startStack({ between: (queryUrl) => ((target = queryUrl), proxy.url) })
  for (const seed of [good(40 * 60_000, '2.3.9'), good(30 * 60_000, '2.4.0'), exhausted(20 * 60_000), exhausted(10 * 60_000)]) runs.push(await postRun(stack.ingestUrl, seed))
  const { items } = (await (await fetch(`${stack.queryUrl}/v1/failures`)).json()) as { items: { fingerprint: string }[] }
  group = items[0]?.fingerprint ?? ''
  browser = await launch()
  ;({ page } = await visit(browser))
})
afterAll(async () => {
  await browser?.close()
  await stack?.stop()
  await proxy?.stop()
})

const failed = (): string => runs.at(-1)?.runId ?? ''
const other = (): string => runs[1]?.runId ?? ''

/** What a page asks for, and what its failing leaves. */
interface FailingQuery {
  /** What each panel that failed says. Empty: what this query brings is a convenience, and the page is whole without it. */
  readonly says: readonly string[]
  /** What must still be there, with its data. */
  readonly stays: string
}
const panel = (stays: string, ...says: readonly string[]): FailingQuery => ({ says: says.map((what) => `${what} could not be loaded.`), stays })
const convenience = (stays: string): FailingQuery => ({ says: [], stays })
const rows = '[data-testid="runs-table"] tbody tr'
const settings = (name: string): FailingQuery => panel(`nav[aria-label="Settings"] >> text="${name}"`, 'The settings')

const pages: Readonly<Record<string, { readonly path: () => string; readonly queries: Readonly<Record<string, FailingQuery>> }>> = {
  Overview: {
    path: () => '',
    queries: {
      'overview.health': panel('[data-testid="attention"] >> text=search_docs', 'The health table'),
      'overview.topFailures': panel('main >> text=support-bot', 'The failures', 'The failures'),
      'overview.changes': panel('[data-testid="attention"] >> text=search_docs', 'What changed'),
    },
  },
  Explorer: {
    path: () => '/runs',
    queries: {
      'runs.list': panel('main >> text=Filter', 'The runs'), 'runs.histogram': panel(rows, 'The chart'),
      'runs.facets': convenience(rows), 'views.list': convenience(rows), 'agents.list': convenience(rows),
    },
  },
  Run: {
    path: () => `/runs/${failed()}`,
    queries: { 'runs.get': panel('header >> text=Runs', 'The run'), 'runs.steps': panel('[data-fact="1"]', 'The steps of this run'), 'runs.list': convenience('[data-testid="wf-row"][data-state="root-cause"]') },
  },
  'Run compare': { path: () => `/runs/${failed()}/compare/${other()}`, queries: { 'runs.diff': panel('header >> text=Runs', 'The comparison') } },
  'Compare many': { path: () => `/runs/compare?${runs.slice(0, 3).map(({ runId }) => `run=${runId}`).join('&')}`, queries: { 'runs.shares': panel('h1', 'The comparison') } },
  Failures: { path: () => '/failures', queries: { 'failures.list': panel('h1', 'The failures'), 'agents.list': convenience('main >> text=search_docs') } },
  'One group': { path: () => `/failures/${group}`, queries: { 'failures.get': panel('header >> text=Failures', 'This group'), 'failures.differences': panel('h1 >> text=search_docs', 'The comparison') } },
  Versions: { path: () => '/versions', queries: { 'versions.list': panel('h1', 'The list of versions') } },
  'Version diff': { path: () => '/versions/support-bot?a=2.3.9&b=2.4.0', queries: { 'versions.diff': panel('header >> text=Versions', 'The comparison of versions') } },
  Analytics: { path: () => '/analytics', queries: { 'stats.series': panel('h1', 'The charts'), 'versions.list': convenience('main svg') } },
  Keys: { path: () => '/settings/keys', queries: { 'keys.list': settings('Keys') } },
  Project: { path: () => '/settings/project', queries: { 'projects.list': settings('Project'), 'runs.facets': panel('main dl', 'The number of its runs') } },
  Retention: { path: () => '/settings/retention', queries: { 'projects.list': settings('Retention') } },
  Privacy: { path: () => '/settings/privacy', queries: { 'privacy.facts': settings('Privacy') } },
  Webhooks: { path: () => '/settings/webhooks', queries: { 'webhooks.list': settings('Webhooks'), 'webhooks.deliveries': panel('main >> text=There are none yet.', 'The deliveries') } },
  Audit: { path: () => '/settings/audit', queries: { 'audit.list': settings('Audit') } },
  Start: { path: () => '/start', queries: { 'onboarding.firstRun': convenience('h1') } },
}
const errors = () => page.getByTestId('state-error')
const address = (name: string): string => `${stack.webUrl}/p/default${pages[name]?.path() ?? ''}`

describe.each(Object.keys(pages))('J17: %s', (name) => {
  test('asks for what is written here, and shows no fault when nothing fails', async () => {
    // What the page before still asks for is not this one's.
    await page.goto('about:blank')
    await page.waitForTimeout(500)
    proxy.seen.clear()
    await page.goto(address(name), { waitUntil: 'networkidle' })
    expect([...proxy.seen].toSorted()).toEqual(Object.keys(pages[name]?.queries ?? {}).toSorted())
    expect(await errors().count()).toBe(0)
  })

  test.each(Object.entries(pages[name]?.queries ?? {}))('%s fails alone: its panel says so, the rest stays, another try mends it', async (query, { says, stays }) => {
    proxy.broken.add(query)
    try {
      await page.goto(address(name), { waitUntil: 'networkidle' })
      await expect.poll(async () => (await errors().allInnerTexts()).map((text) => /^.* could not be loaded\./.exec(text)?.[0] ?? text)).toEqual(says)
      expect(await page.locator(stays).first().isVisible()).toBe(true)
      expect(await page.locator('h1').count()).toBe(1)
      // Only the first of a page: the others differ by which panel it is.
      if (query === Object.keys(pages[name]?.queries ?? {})[0]) expect(await axe(page)).toEqual([])
    } finally {
      proxy.broken.clear()
    }
    for (let left = says.length; left > 0; left--) {
      // One try mends every panel that has the same query.
      if ((await errors().count()) > 0) await errors().first().getByText(/^(Try|Load) again$/).click()
      await page.waitForLoadState('networkidle')
    }
    await expect.poll(() => errors().count(), { timeout: 10_000 }).toBe(0)
  })
})
