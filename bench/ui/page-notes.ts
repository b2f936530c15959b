import type { CDPSession, Page } from 'playwright-core'

/** What a page noted about itself while it loaded. Milliseconds since its navigation began. */
export interface LoadNotes {
  /** First byte of the page: what the server took. */
  readonly ttfbMs: number
  readonly lcpMs: number
  /** See `ttiMeaning`. */
  readonly ttiMs: number
  readonly longestTaskMs: number
  /** What its long tasks took beyond 50 ms each, together: for so long a click had waited. */
  readonly blockedMs: number
  readonly cls: number
}

export const ttiMeaning = 'TTI: React holds every control of the page, and the last long task (over 50 ms) before a second without one has ended'

interface Notes {
  fcp: number
  lcp: number
  hydrated: number
  cls: number
  causeAt: number
  slowestEvent: number
  readonly tasks: { readonly start: number; readonly ms: number }[]
}

declare global {
  interface Window {
    uiBench: Notes
  }
}

/** Runs in every page before its own scripts. */
export function installNotes(): void {
  const notes: Notes = { fcp: 0, lcp: 0, hydrated: 0, cls: 0, causeAt: 0, slowestEvent: 0, tasks: [] }
  window.uiBench = notes
  const watch = (options: PerformanceObserverInit, each: (entry: PerformanceEntry) => void): void =>
    new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ buffered: true, ...options })
  watch({ type: 'paint' }, ({ name, startTime }) => { if (name === 'first-contentful-paint') notes.fcp = startTime })
  watch({ type: 'largest-contentful-paint' }, ({ startTime }) => (notes.lcp = startTime))
  watch({ type: 'longtask' }, ({ startTime, duration }) => notes.tasks.push({ start: startTime, ms: duration }))
  watch({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit, (entry) => {
    const { interactionId = 0 } = entry as PerformanceEntry & { readonly interactionId?: number }
    if (interactionId !== 0) notes.slowestEvent = Math.max(notes.slowestEvent, entry.duration)
  })
  watch({ type: 'layout-shift' }, (entry) => {
    const shift = entry as PerformanceEntry & { readonly value: number; readonly hadRecentInput: boolean }
    if (!shift.hadRecentInput) notes.cls += shift.value
  })
  const isHeld = (element: Element): boolean => Object.keys(element).some((key) => key.startsWith('__reactProps$'))
  const look = (): void => {
    const controls = document.querySelectorAll('main a, main button, main input, main select')
    const last = controls.item(controls.length - 1)
    if (document.readyState !== 'loading' && last !== null && isHeld(last) && [...controls].every(isHeld)) notes.hydrated = performance.now()
    else setTimeout(look, 40)
  }
  setTimeout(look, 40)
  // The frame after the row of the cause is there, with its bar.
  new MutationObserver(() => {
    if (notes.causeAt !== 0 || document.querySelector('[data-testid="wf-row"][data-state="root-cause"] .wf-bar') === null) return
    notes.causeAt = -1
    requestAnimationFrame(() => setTimeout(() => (notes.causeAt = performance.now())))
  }).observe(document, { childList: true, subtree: true })
}

/**
 * Asks the page in one call of the protocol. Playwright's own way compiles some hundred KiB of its helpers in the page first and looks at every
 * frame: 70 ms of a slowed main thread in the middle of what is measured.
 */
async function ask<T>(session: CDPSession, question: () => T): Promise<T> {
  const { result } = (await session.send('Runtime.evaluate', { expression: `(${question.toString()})()`, returnByValue: true })) as { readonly result: { readonly value: T } }
  return result.value
}

async function until(session: CDPSession, isSo: () => boolean): Promise<void> {
  const began = performance.now()
  while (!(await ask(session, isSo))) {
    if (performance.now() - began > 30_000) throw new Error('the page did not come to rest within 30 s')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Waits until the page has been quiet for a second. */
export async function loadNotes(session: CDPSession): Promise<LoadNotes> {
  await until(session, () => {
    const { fcp, hydrated, tasks } = window.uiBench
    const last = Math.max(fcp, hydrated, ...tasks.map(({ start, ms }) => start + ms))
    return fcp > 0 && hydrated > 0 && performance.now() > last + 1_000
  })
  const { fcp, lcp, hydrated, cls, tasks } = await ask(session, () => window.uiBench)
  const ttfbMs = await ask(session, () => (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming).responseStart)
  return {
    ttfbMs, lcpMs: lcp, cls, ttiMs: Math.max(fcp, hydrated, ...tasks.map(({ start, ms }) => start + ms)),
    longestTaskMs: Math.max(0, ...tasks.map(({ ms }) => ms)), blockedMs: tasks.reduce((sum, { ms }) => sum + ms - 50, 0),
  }
}

/** Milliseconds from the last byte of the run's data in the browser to the paint of the row of its cause. The page was opened from the list. */
export async function causePaintMs(session: CDPSession): Promise<number> {
  await until(session, () => window.uiBench.causeAt > 0)
  const ms = await ask(session, () => {
    const data = performance.getEntriesByType('resource').findLast(({ name }) => /\/runs\/[0-9a-f-]{36}\.data/.test(name))
    return data instanceof PerformanceResourceTiming ? window.uiBench.causeAt - data.responseEnd : null
  })
  if (ms === null) throw new Error('the run did not come as data')
  return ms
}

/** Milliseconds that the page's main thread was on a processor so far: other work of the machine does not count, the throttle does. */
export async function threadTime(session: CDPSession): Promise<number> {
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const { metrics } = (await session.send('Performance.getMetrics')) as { metrics: { name: string; value: number }[] }
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1_000
}

/** After a collection. */
export async function heapMiB(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = (await session.send('Runtime.getHeapUsage')) as { usedSize: number }
  return usedSize / 1024 / 1024
}

export type Movement = 'still' | 'scroll' | 'jump' | 'zoom'

/** Times between 120 frames while the rows stand still or are moved at every frame, milliseconds. */
export const frameTimes = (page: Page, movement: Movement): Promise<number[]> =>
  page.evaluate(
    (how) =>
      new Promise<number[]>((resolve) => {
        const box = document.querySelector('.wf-scroll')
        const row = document.querySelector<HTMLElement>('[data-testid="wf-row"][tabindex="0"]')
        if (box === null || row === null) throw new Error('no waterfall')
        row.focus()
        const times: number[] = []
        let last = performance.now()
        const frame = (): void => {
          const now = performance.now()
          times.push(now - last)
          last = now
          if (how === 'scroll') box.scrollTop += 180
          if (how === 'jump' && times.length % 6 === 0) box.scrollTop = box.scrollTop > 0 ? 0 : box.scrollHeight
          if (how === 'zoom' && times.length % 6 === 0) row.dispatchEvent(new KeyboardEvent('keydown', { key: times.length % 60 < 30 ? '+' : '-', bubbles: true }))
          if (times.length < 121) requestAnimationFrame(frame)
          else resolve(times.slice(1))
        }
        requestAnimationFrame(frame)
      }),
    movement,
  )
