import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'

export { launchChromium as launch } from '../../../tools/test/launch-chromium.ts'

export const wide = { width: 1280, height: 800 } as const
export const narrow = { width: 390, height: 844 } as const

export interface Visit {
  readonly context: BrowserContext
  readonly page: Page
  /** Errors and warnings of the console, failed requests and uncaught exceptions so far. */
  readonly troubles: readonly string[]
}

export interface VisitOptions {
  readonly viewport?: { readonly width: number; readonly height: number }
  readonly theme?: 'light' | 'dark'
  readonly javaScript?: boolean
  /** Time zone of the reader's machine. */
  readonly zone?: string
  readonly permissions?: readonly string[]
}

/** A fresh reader. Everything the browser complains about is collected. */
export async function visit(browser: Browser, { viewport = wide, theme = 'light', javaScript = true, zone = 'Asia/Kolkata', permissions = [] }: VisitOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ viewport: { ...viewport }, colorScheme: theme, javaScriptEnabled: javaScript, permissions: [...permissions], locale: 'en-GB', timezoneId: zone, reducedMotion: 'reduce' })
  const page = await context.newPage()
  // A machine that is busy with other things may stop for many seconds; nothing here is about speed.
  page.setDefaultTimeout(30_000)
  const troubles: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') troubles.push(`${message.type()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => troubles.push(`uncaught: ${error.message}`))
  page.on('response', (response) => {
    if (response.status() >= 400) troubles.push(`HTTP ${response.status()} ${new URL(response.url()).pathname}`)
  })
  return { context, page, troubles }
}

/** Opens a page and waits until React has taken it over. */
export async function open(page: Page, url: string): Promise<void> {
  await page.goto(url, { waitUntil: 'networkidle' })
}

/**
 * Violations of the rules that the page must keep, one line each. `colours`: the rules that a theme can break, for a page that has been looked
 * at in another theme.
 */
export async function axe(page: Page, what: 'everything' | 'colours' = 'everything'): Promise<string[]> {
  const builder = new AxeBuilder({ page })
  const chosen = what === 'colours' ? builder.withRules(['color-contrast', 'link-in-text-block']) : builder.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
  const { violations } = await chosen.analyze()
  return violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`))
}
