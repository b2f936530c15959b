import type { Browser, CDPSession, Page } from 'playwright-core'
import { installNotes } from './page-notes.ts'

export interface BenchVisit extends AsyncDisposable {
  readonly page: Page
  readonly session: CDPSession
}

/** A reader with empty caches, on a processor that is `slower` times as slow. */
export async function benchVisit(browser: Browser, slower: number): Promise<BenchVisit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  await page.addInitScript(installNotes)
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower })
  return { page, session, [Symbol.asyncDispose]: () => context.close() }
}
