import type { Page } from 'playwright-core'

/** What differs between two runs of the same seed: ids, the clock, and where the window's parts begin. */
const moving: readonly (readonly [RegExp, string])[] = [
  [/\/url: .*/g, '/url'],
  [/\b[0-9a-f]{32}\b|\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b[0-9a-f]{16}\b|\brun [0-9a-f]{6}\b/g, 'ID'],
  [/(?<=link ")[0-9a-f]{6}(?=")/g, 'ID'],
  [/\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b(?: \d{4})?(?:,? \d\d:\d\d(?::\d\d(?:\.\d{3})?)?)?(?: UTC)?/g, 'TIME'],
  [/\b\d\d:\d\d(?::\d\d(?:\.\d{3})?)?(?: UTC)?/g, 'TIME'],
  [/\b\d+ (?:s|min|h|days?) (?:ago|old)/g, 'AGO'],
  [/at most [\d,]+ in one part/g, 'at most N in one part'],
]

/** Waits until React holds every control, and the page has said the same for a second and a half: what is loaded later has come. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => [...document.querySelectorAll('main a, main button, main select')].every((element) => Object.keys(element).some((key) => key.startsWith('__reactProps$'))))
  for (let [before, after, tries] = ['', await pageOutline(page), 0]; before !== after && tries < 20; tries++) {
    await page.waitForLoadState('networkidle')
    await page.waitForTimeout(1_500)
    before = after
    after = await pageOutline(page)
  }
}

/** A page as assistive technology meets it: roles, names, order, states. No pixel, so that no font of a machine matters. */
export async function pageOutline(page: Page): Promise<string> {
  const outline = await page.locator('main').ariaSnapshot()
  return `${moving.reduce((text, [pattern, word]) => text.replace(pattern, word), outline)}\n`
}

/**
 * How the large parts of a page lie to each other: share of the width in twelfths, and whether each lies below, beside or inside the one before. Heights
 * are left out: they follow the fonts of a machine.
 */
export function pageLayout(page: Page): Promise<string> {
  return page.evaluate(() => {
    const parts = [...document.querySelectorAll('header, main, main section, main article, main aside, main table, main [role="treegrid"], main [role="region"]')].filter((part) => part.checkVisibility())
    const twelfth = (px: number): number => Math.round((px / innerWidth) * 12)
    const nameOf = (part: Element): string => {
      const label = part.getAttribute('aria-label') ?? document.getElementById(part.getAttribute('aria-labelledby') ?? '')?.textContent ?? ''
      return label === '' ? '' : ` "${label.replace(/\b[0-9a-f]{6,}\b/g, 'ID').slice(0, 40)}"`
    }
    let before: DOMRect | undefined
    const lines = parts.map((part) => {
      const box = part.getBoundingClientRect()
      const depth = parts.filter((other) => other !== part && other.contains(part)).length
      const place = before === undefined ? 'first' : box.top >= before.bottom - 2 ? 'below' : box.left >= before.right - 2 ? 'beside' : box.left >= before.left - 2 && box.right <= before.right + 2 ? 'inside' : 'across'
      before = box
      return `${'  '.repeat(depth)}${part.getAttribute('role') ?? part.tagName.toLowerCase()}${nameOf(part)}: ${place}, from ${twelfth(box.left)}, ${twelfth(box.width)} wide`
    })
    return `${lines.join('\n')}\nscrolls sideways: ${document.documentElement.scrollWidth > innerWidth}\n`
  })
}
