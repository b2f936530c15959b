import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Where the focus is, by the words of its element or its label. It must be seen. */
export async function focused(page: Page): Promise<string> {
  const [text, isSeen] = await page.evaluate(() => {
    const element = document.activeElement as HTMLElement
    const label = element instanceof HTMLSelectElement ? (element.labels[0]?.querySelector('span') ?? element.labels[0])?.textContent : element.textContent
    return [(label ?? '').trim(), getComputedStyle(element).outlineStyle !== 'none'] as const
  })
  expect(isSeen, `the focus on "${text}"`).toBe(true)
  return text
}

/** Goes on by Tab alone. */
export async function tabTo(page: Page, text: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab')
    if ((await focused(page)) === text) return
  }
  throw new Error(`${text} is not reached by Tab`)
}
