import type { Page } from 'playwright-core'
import type { browserPlaces, Surface } from '@agenttracer/testkit/canary'
import { findChromium } from '../test/find-chromium.ts'
import { launchChromium } from '../test/launch-chromium.ts'
import { surface } from './collect.ts'

type Plant = (id: (typeof browserPlaces)[number]['id']) => string
const inUrl = encodeURIComponent

/** Everything that a page can leave in a browser, and its title. The address that was typed is the reader's own. */
const leftBehind = async (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const databases = await indexedDB.databases()
    const kept = { ...localStorage, ...sessionStorage }
    return JSON.stringify([kept, document.cookie, databases.map(({ name }) => name), await caches.keys(), history.state, document.title, [...document.querySelectorAll('[href],[action],[src]')].flatMap((each) => ['href', 'action', 'src'].map((name) => each.getAttribute(name) ?? ''))])
  })

/** Visits pages with marks in addresses and fields, with JavaScript on, and keeps what they store, ask for and print. */
export async function visitWithMarks(web: string, plant: Plant): Promise<{ readonly surfaces: readonly Surface[]; readonly unproven: readonly string[] }> {
  const executablePath = findChromium()
  if (executablePath === undefined) return { surfaces: [], unproven: ['no Chromium on this machine: browser storage was not looked at'] }
  const browser = await launchChromium(executablePath)
  try {
    const context = await browser.newContext()
    const page = await context.newPage()
    page.setDefaultTimeout(15_000)
    const [told, asked, storage]: [string[], string[], string[]] = [[], [], []]
    page.on('console', (message) => told.push(message.text()))
    page.on('pageerror', (error) => told.push(String(error)))
    page.on('request', (request) => {
      if (!request.isNavigationRequest()) asked.push(request.url(), request.postData() ?? '', JSON.stringify({ ...request.headers(), referer: '' }))
    })
    const look = async (): Promise<void> => void storage.push(await leftBehind(page))
    const open = async (path: string): Promise<void> => {
      await page.goto(`${web}${path}`, { waitUntil: 'load' })
      await page.waitForTimeout(400)
      await look()
    }
    await open(`/p/default/runs?note=${inUrl(plant('browser.parameter'))}`)
    await open(`/p/default?${inUrl(plant('browser.overview'))}=1`)
    await open(`/p/default/runs#${inUrl(plant('browser.fragment'))}`)
    await open(`/p/default/nowhere/${inUrl(plant('browser.path'))}`)
    await open(`/p/default/runs/${inUrl(plant('browser.run-id'))}`)
    const filter = plant('browser.filter')
    await open(`/p/default/runs?status=${inUrl(filter)}&last=${inUrl(filter)}&code=${inUrl(filter)}`)
    await open('/p/default/settings/keys')
    await type(page, plant('browser.field'))
    await look()
    await open('/p/default/settings/webhooks')
    await type(page, plant('browser.field'))
    await look()
    await open('/p/default/runs')
    await page.keyboard.press('Control+k')
    await page.waitForTimeout(200)
    await page.keyboard.type(plant('browser.palette'))
    await page.waitForTimeout(500)
    await look()
    storage.push(JSON.stringify(await context.cookies()), JSON.stringify(await context.storageState()))
    const isEmpty = !storage.some((text) => text.includes('AgentTracer'))
    return { surfaces: [surface('browser storage', storage), surface('browser console', told), surface('browser requests', asked)], unproven: isEmpty ? ['the browser showed no page'] : [] }
  } finally {
    await browser.close()
  }
}

/** Into every field for text that is shown, and sends nothing. */
async function type(page: Page, text: string): Promise<void> {
  for (const summary of await page.locator('main summary').all()) await summary.click().catch(() => undefined)
  for (const field of await page.locator('main input:not([type=hidden]):not([type=radio]):not([type=checkbox]):not([type=number]):visible').all()) await field.fill(text.slice(0, 40), { timeout: 2_000 }).catch(() => undefined)
}
