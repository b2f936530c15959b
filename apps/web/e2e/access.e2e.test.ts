import { afterAll, beforeAll, expect, test } from 'vitest'
import { mkdirSync } from 'node:fs'
import { axe, narrow, open, visit, wide } from './browser.ts'
import { screenshotFolder } from './e2e-env.ts'
import { startWorld } from './world.ts'
import type { World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(async () => {
  await world?.stop()
})

const pages = {
  overview: () => world.at(''), runs: () => world.at('/runs'), 'runs filtered to none': () => world.at('/runs?agent=nobody&last=24h'), start: () => world.at('/start'),
  'run failed': () => world.runAt('failed'), 'run ok': () => world.runAt('ok'), 'run degraded': () => world.runAt('degraded'), 'run running': () => world.runAt('running'),
  'run odd': () => world.runAt('odd'), 'run as table': () => world.runAt('failed', '?view=table'), 'run not found': () => world.at('/runs/01a20490-e770-7c64-a03e-82cacf4b7100'),
} as const

const looks = [['light', wide], ['dark', wide], ['dark', narrow], ['light', narrow]] as const

/** One load a page: theme and width are changed under it, as a reader's system would. What no theme can change is looked at once a width. */
test.each(Object.keys(pages) as (keyof typeof pages)[])('%s, light and dark, wide and narrow: no violation, no complaint, nothing sideways', async (name) => {
  const { context, page, troubles } = await visit(world.browser, { theme: 'light', viewport: wide })
  await open(page, pages[name]())
  const found: string[] = []
  let before = 0
  for (const [theme, viewport] of looks) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await page.setViewportSize({ ...viewport })
    const folder = screenshotFolder()
    if (folder !== undefined) {
      mkdirSync(folder, { recursive: true })
      await page.screenshot({ path: `${folder}/${name.replaceAll(' ', '-')}-${theme}-${viewport.width}.png` })
    }
    const violations = await axe(page, before === viewport.width ? 'colours' : 'everything')
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    found.push(...violations, ...(sideways > 0 ? [`${sideways} px sideways`] : []).map((line) => `${theme} ${viewport.width}: ${line}`))
    before = viewport.width
  }
  expect(found).toEqual([])
  expect(troubles.filter((trouble) => name !== 'run not found' || !trouble.includes('404'))).toEqual([])
  await context.close()
})
