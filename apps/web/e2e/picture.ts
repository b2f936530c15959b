import { mkdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { screenshotFolder } from './e2e-env.ts'

/** Keeps a picture of the whole page where a folder for pictures is set. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = screenshotFolder()
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: `${folder}/${name.replaceAll(/[ ,]+/g, '-')}.png`, fullPage: true })
}
