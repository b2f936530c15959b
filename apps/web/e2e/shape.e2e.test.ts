import { afterAll, beforeAll, expect, test } from 'vitest'
import { narrow, open, visit, wide } from './browser.ts'
import { pageLayout, pageOutline, settled } from './page-shape.ts'
import { startWorld } from './world.ts'
import type { World } from './world.ts'

// Kept pages compared with what they were. After a wanted change: npx vitest run --project e2e apps/web/e2e/shape.e2e.test.ts -u, and read the difference.

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(async () => {
  await world?.stop()
})

const pages: readonly (readonly [name: string, at: () => string])[] = [
  ['overview', () => world.at('')],
  ['runs', () => world.at('/runs?agent=billing-bot')],
  ['run-failed', () => world.runAt('failed')],
  ['run-compared', () => world.runAt('failed', '?cmp=last-good')],
  ['failures', () => world.at('/failures')],
]

test.each(pages)('%s says what it said, and lies as it lay', async (name, at) => {
  for (const [width, viewport] of [['wide', wide], ['narrow', narrow]] as const) {
    const { page, context, troubles } = await visit(world.browser, { viewport })
    page.setDefaultTimeout(30_000)
    await open(page, at())
    await settled(page)
    if (width === 'wide') await expect(await pageOutline(page)).toMatchFileSnapshot(`./shapes/${name}.outline.yml`)
    const layout = await pageLayout(page)
    expect(layout).toContain('scrolls sideways: false')
    await expect(layout).toMatchFileSnapshot(`./shapes/${name}.${width}.txt`)
    expect(troubles).toEqual([])
    await context.close()
  }
})

test('the Overview stays a page of few elements: its trends are paths', async () => {
  const { page, context } = await visit(world.browser)
  await open(page, world.at(''))
  expect(await page.locator('main svg[role="img"]').count()).toBeGreaterThanOrEqual(5)
  expect(await page.locator('*').count()).toBeLessThanOrEqual(1_000)
  await context.close()
})
