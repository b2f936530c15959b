/** Room for a piece of work that nobody notices. */
const pieceMs = 5

/**
 * Calls it once the page is painted and the thread has nothing else to do, after two seconds at the latest. Answers how to call it off. Work in
 * pieces asks before each whether there is time for it.
 */
export function whenIdle(fn: (hasTime: () => boolean) => void): () => void {
  // Safari has none.
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(() => fn(() => false), 200)
    return () => clearTimeout(timer)
  }
  const wish = requestIdleCallback((idle) => fn(() => idle.timeRemaining() > pieceMs), { timeout: 2_000 })
  return () => cancelIdleCallback(wish)
}

/** Calls it right after the next paint. Answers how to call it off. */
export function afterPaint(fn: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const frame = requestAnimationFrame(() => (timer = setTimeout(fn)))
  return () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
}
