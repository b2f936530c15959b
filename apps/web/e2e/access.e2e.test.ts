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

const matrix = (Object.keys(pages) as (keyof typeof pages)[]).flatMap((name) =>
  (['light', 'dark'] as const).flatMap((theme) => [[name, theme, 1280] as const, [name, theme, 390] as const]),
)

test.each(matrix)('%s in %s at %s px: no violation, no complaint, nothing sideways', async (name, theme, width) => {
  const { context, page, troubles } = await visit(world.browser, { theme, viewport: width === 390 ? narrow : wide })
  await open(page, pages[name]())
  const folder = screenshotFolder()
  if (folder !== undefined) {
    mkdirSync(folder, { recursive: true })
    await page.screenshot({ path: `${folder}/${name.replaceAll(' ', '-')}-${theme}-${width}.png` })
  }
  expect(await axe(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0)
  expect(troubles.filter((trouble) => name !== 'run not found' || !trouble.includes('404'))).toEqual([])
  await context.close()
})
