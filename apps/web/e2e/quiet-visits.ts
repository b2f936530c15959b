import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { visit } from './browser.ts'
import type { VisitOptions } from './browser.ts'

export type Quietly = (work: (page: Page) => Promise<unknown>, options?: VisitOptions, expected?: readonly RegExp[]) => Promise<void>

/** Visits that must end without a word of complaint of the browser, but for what is expected. A browser is there only once the tests run. */
export const quietVisits = (browser: () => Browser): Quietly => async (work, options, expected = []) => {
  const { context, page, troubles } = await visit(browser(), options)
  try {
    await work(page)
    expect(troubles.filter((trouble) => !expected.some((pattern) => pattern.test(trouble)))).toEqual([])
  } finally {
    await context.close()
  }
}
