const watching = new Set<() => void>()

const onBeforeExit = (): void => {
  for (const flush of watching) flush()
}

/** Calls back when the process has nothing left to do; one listener for all tracers. Answers how to stop. */
export function watchExit(flush: () => void): () => void {
  if (watching.size === 0) process.on('beforeExit', onBeforeExit)
  watching.add(flush)
  return () => {
    watching.delete(flush)
    if (watching.size === 0) process.off('beforeExit', onBeforeExit)
  }
}
