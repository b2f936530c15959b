/** Settles when someone asks this process to end: Ctrl-C, SIGTERM, a closed terminal. Asking again changes nothing. */
export function askedToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })
}
