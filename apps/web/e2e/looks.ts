import type { Browser, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { axe, narrow, open, wide } from './browser.ts'
import { picture } from './picture.ts'
import { quietVisits } from './quiet-visits.ts'

/** Address of a state, or how to bring a page into it. */
type Show = (page: Page) => string | Promise<void>

interface LooksOptions {
  /** First words of the pictures' names. */
  readonly prefix?: string
  /** What the browser may complain about, such as the 404 of a page that is not there: by state. */
  readonly expected?: Readonly<Record<string, RegExp>>
}

/**
 * Every state in both themes and at both widths: no violation, no complaint of the browser, nothing sideways. One load a width; the theme
 * changes under the page, as a reader's system changes it, and what no theme can break is not looked at twice.
 */
export function testLooks(browser: () => Browser, states: Readonly<Record<string, Show>>, { prefix = '', expected = {} }: LooksOptions = {}): void {
  const quietly = quietVisits(browser)
  const cases = Object.entries(states).flatMap(([name, show]) => [wide, narrow].map((viewport) => ({ name, show, viewport, width: viewport.width })))
  describe('every state in both themes and widths', () => {
    test.each(cases)('$name at $width px, light and dark: no violation, no complaint, nothing sideways', ({ name, show, viewport, width }) =>
      quietly(async (page) => {
        const address = await show(page)
        if (address !== undefined) await open(page, address)
        const found: string[] = []
        for (const theme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
          await picture(page, `${prefix}${name}-${theme}-${width}`)
          const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
          found.push(...[...(await axe(page, theme === 'light' ? 'everything' : 'colours')), ...(sideways > 0 ? [`${sideways} px sideways`] : [])].map((line) => `${theme}: ${line}`))
        }
        expect(found).toEqual([])
      }, { viewport, theme: 'light' }, expected[name] === undefined ? [] : [expected[name]]),
    )
  })
}
