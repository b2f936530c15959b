import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { seedRecords } from '@agenttracer/testkit/seed'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axe, launch, narrow, open } from './browser.ts'
import { quietVisits } from './quiet-visits.ts'
import { postRun } from './seed-run.ts'
import type { SeededRun } from './seed-run.ts'
import { exhausted } from './seed-shapes.ts'
import { startStack } from './stack.ts'
import type { Stack } from './stack.ts'

let stack: Stack
let browser: Browser
let failed: SeededRun
beforeAll(async () => {
  stack = await startStack()
  browser = await launch()
  failed = await postRun(stack.ingestUrl, exhausted(60_000))
})
afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

const at = (path: string): string => `${stack.webUrl}/p/default${path}`

const quietly = quietVisits(() => browser)

const post = async (batch: object): Promise<void> => {
  const answer = await fetch(`${stack.ingestUrl}/v1/runs`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ open: [], ...batch }) })
  expect(answer.status).toBe(200)
}

describe('a run that goes on', () => {
  test('grows on the page, and its verdict appears and is said once', () =>
    quietly(async (page) => {
      const { runId, run, steps } = seedRecords(exhausted(0), Date.now() - 10_000, randomBytes)
      const { endedAt: _, durationMs: __, signals: ___, ...start } = run
      await post({ runs: [{ ...start, status: 'running' }], steps: steps.slice(0, 3) })
      await page.goto(at(`/runs/${runId}`))
      await page.locator('[data-run-status="running"]').waitFor()
      const rows = page.getByTestId('wf-row')
      expect(await page.getByTestId('ended-word').innerText()).toBe('')
      const before = await rows.count()
      await post({ runs: [], steps: steps.slice(0, 9) })
      await expect.poll(() => rows.count(), { timeout: 15_000 }).toBeGreaterThan(before)
      await post({ runs: [run], steps })
      await page.locator('[data-run-status="failed"]').waitFor({ timeout: 15_000 })
      expect(await page.getByTestId('ended-word').innerText()).toContain('The run has ended. Tool "search_docs" returned HTTP 503 on all 3 tries.')
      await page.locator('[data-testid="wf-row"][data-state="root-cause"][aria-selected="true"]').waitFor()
    }))
})

describe('the details', () => {
  test('are as wide as the reader makes them, by keyboard too, and stay so', () =>
    quietly(async (page) => {
      await open(page, at(`/runs/${failed.runId}`))
      const splitter = page.getByRole('separator', { name: 'Width of the details' })
      const width = async (): Promise<number> => Math.round((await page.getByTestId('detail').boundingBox())?.width ?? 0)
      await splitter.focus()
      await page.keyboard.press('End')
      expect(await splitter.getAttribute('aria-valuenow')).toBe('640')
      await expect.poll(width).toBe(640)
      await page.keyboard.press('Home')
      await expect.poll(width).toBe(300)
      const box = await splitter.boundingBox()
      await page.mouse.move((box?.x ?? 0) + 12, (box?.y ?? 0) + 60)
      await page.mouse.down()
      await page.mouse.move((box?.x ?? 0) - 88, (box?.y ?? 0) + 60, { steps: 4 })
      await page.mouse.up()
      await expect.poll(width).toBe(400)
      const answer = await page.reload({ waitUntil: 'networkidle' })
      expect(await answer?.text()).toContain('--detail:400px')
      await expect.poll(width).toBe(400)
    }))

  test('are a sheet at the bottom of a narrow screen, opened when asked for', () =>
    quietly(
      async (page) => {
        await open(page, at(`/runs/${failed.runId}`))
        const toggle = page.getByRole('button', { name: 'Details' })
        expect(await page.getByRole('region', { name: 'Timing' }).isVisible()).toBe(false)
        // Beneath the verdict it is out of the way; it comes with the steps.
        await page.getByTestId('wf-row').first().evaluate((row) => row.scrollIntoView({ block: 'start' }))
        const box = await page.getByTestId('detail').boundingBox()
        expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(narrow.height + 1)
        expect(await axe(page)).toEqual([])
        await toggle.click()
        expect(await page.getByRole('region', { name: 'Timing' }).isVisible()).toBe(true)
        expect(await axe(page)).toEqual([])
      },
      { viewport: narrow },
    ))
})

test('offline: said with the age of what is shown, which stays; gone when the network is back', () =>
  quietly(
    async (page) => {
      await open(page, at(`/runs/${failed.runId}`))
      await page.context().setOffline(true)
      const banner = page.getByTestId('state-offline')
      await banner.waitFor()
      expect(await banner.innerText()).toMatch(/^You are offline\. What is shown was read \d+ (s|min) ago\./)
      expect(await page.locator('[data-fact="1"]').isVisible()).toBe(true)
      await page.context().setOffline(false)
      await banner.waitFor({ state: 'detached' })
    },
    {},
    [/ERR_INTERNET_DISCONNECTED/],
  ))

describe('webhooks', () => {
  let receiver: Server
  const bodies: string[] = []
  beforeAll(async () => {
    receiver = createServer((request, response) => {
      request.on('data', (chunk: Buffer) => bodies.push(chunk.toString()))
      request.on('end', () => response.writeHead(204).end())
    })
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  })
  afterAll(() => void receiver?.close())

  test('one is made, its secret shown once, a test arrives and is in the log, and it is removed', () =>
    quietly(async (page) => {
      await open(page, at('/settings/webhooks'))
      expect(await axe(page)).toEqual([])
      const target = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/services/SECRETPATH`
      await page.getByLabel('Name').fill('On call')
      await page.getByLabel('Address (https)').fill(target)
      await page.getByRole('button', { name: 'Create webhook' }).click()
      await page.getByTestId('new-secret').waitFor()
      expect(await page.getByTestId('new-secret').locator('code').innerText()).toMatch(/^[0-9a-f]{64}$/)
      await page.getByLabel('I have stored it').check()
      await page.getByRole('button', { name: 'Done' }).click()
      const row = page.getByTestId('webhooks').getByRole('row').filter({ hasText: 'On call' })
      await row.waitFor()
      await page.getByRole('button', { name: 'Send test to On call' }).click()
      await page.getByTestId('deliveries').getByText('Delivered, HTTP 204').waitFor({ timeout: 30_000 })
      expect(bodies.join('')).toContain('A test of AgentTracer')
      expect(await axe(page)).toEqual([])
      expect((await page.content()) + stack.output()).not.toContain('SECRETPATH')
      await row.getByText('Remove', { exact: true }).click()
      await page.getByRole('button', { name: 'Remove On call' }).click()
      await row.waitFor({ state: 'detached' })
    }))
})
