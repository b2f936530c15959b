import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch, open, visit, wide } from './browser.ts'
import { postRun } from './seed-run.ts'
import type { SeededRun } from './seed-run.ts'
import { startStack } from './stack.ts'
import type { Stack } from './stack.ts'
import { expectedFacts } from './triage-facts.ts'
import { triageShapes, unblamed } from './triage-shapes.ts'

let stack: Stack
let browser: Browser
let page: Page
let troubles: readonly string[]
const seeded = new Map<string, SeededRun>()

beforeAll(async () => {
  stack = await startStack()
  browser = await launch()
  ;({ page, troubles } = await visit(browser))
  for (const [name, { seed }] of [...triageShapes, ...unblamed]) seeded.set(name, await postRun(stack.ingestUrl, seed))
})
afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

const runOf = (name: string): SeededRun => {
  const run = seeded.get(name)
  if (run === undefined) throw new Error(`no shape ${name}`)
  return run
}

/** What a reader sees of the run before touching anything. */
async function firstScreen(run: SeededRun): Promise<{ facts: string[]; outside: string[]; step: string | null; state: string | null }> {
  await open(page, `${stack.webUrl}/p/default/runs/${run.runId}`)
  await page.locator('.wf-bar').first().waitFor()
  return page.evaluate(({ width, height }) => {
    const text = (element: Element | null): string => (element instanceof HTMLElement ? element.innerText.replaceAll(/\s+/g, ' ').trim() : '')
    const isInside = (element: Element | null): boolean => {
      const box = element?.getBoundingClientRect()
      return box !== undefined && box.height > 0 && box.top >= 0 && box.left >= 0 && box.bottom <= height && box.right <= width
    }
    const row = document.querySelector('[data-testid="wf-row"][aria-selected="true"]')
    const facts = [1, 2, 3, 4, 5, 6, 7].map((at) => document.querySelector(`[data-fact="${at}"]`))
    const parts = [...facts.map((fact, at) => [`fact ${at + 1}`, fact] as const), ['selected step', row] as const]
    return {
      facts: facts.map(text), outside: parts.flatMap(([name, element]) => (isInside(element) ? [] : [name])), step: row?.getAttribute('data-step-id') ?? null,
      state: row?.getAttribute('data-state') ?? null,
    }
  }, wide)
}

test('at least twenty shapes of failure are looked at', () => expect(triageShapes.size).toBeGreaterThanOrEqual(20))

describe('J2: seven facts on the first screen, and the labelled step is selected', () => {
  test.each([...triageShapes.keys()])('%s', async (name) => {
    const run = runOf(name)
    const seen = await firstScreen(run)
    expect(seen.outside).toEqual([])
    expect(seen.facts.map((fact) => fact.replace(/\d+ min ago/, 'N min ago'))).toEqual(expectedFacts(name, run))
    const label = triageShapes.get(name)?.cause ?? ''
    expect(seen.step).toBe(label === 'run' ? 'run' : run.ids.get(label))
    expect(new URL(page.url()).search).toContain(`step=${seen.step ?? ''}`)
    expect(troubles).toEqual([])
  })
})

describe('J3: what must not be blamed is not', () => {
  test.each([...unblamed])('%s', async (name, { cause, word }) => {
    const run = runOf(name)
    const seen = await firstScreen(run)
    expect(await page.getByTestId('run-banner').innerText()).toMatch(word)
    expect(seen.state).not.toBe('root-cause')
    if (cause !== '') expect(seen.step).toBe(run.ids.get(cause))
    expect(troubles).toEqual([])
  })
})
