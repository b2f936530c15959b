import { afterAll, beforeAll, expect, test } from 'vitest'
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

const states = {
  overview: () => world.at(''), runs: () => world.at('/runs'), 'runs filtered to none': () => world.at('/runs?agent=nobody&last=24h'), start: () => world.at('/start'),
  'run failed': () => world.runAt('failed'), 'run ok': () => world.runAt('ok'), 'run degraded': () => world.runAt('degraded'), 'run running': () => world.runAt('running'),
  'run odd': () => world.runAt('odd'), 'run as table': () => world.runAt('failed', '?view=table'), 'run not found': () => world.at('/runs/01a20490-e770-7c64-a03e-82cacf4b7100'),
} as const

testLooks(() => world.browser, states, { expected: { 'run not found': /404/ } })

test('the browsable API is light or dark as the system is', () =>
  quietVisits(() => world.browser)(async (page) => {
    await page.goto(`${world.stack.queryUrl}/docs/`, { waitUntil: 'networkidle' })
    const ground = (): Promise<string> => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)
    await page.emulateMedia({ colorScheme: 'dark' })
    await expect.poll(ground).toBe('dark')
    await page.emulateMedia({ colorScheme: 'light' })
    await expect.poll(ground).not.toBe('dark')
  }))
