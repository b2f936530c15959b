const periodMs = 1000

export interface Pulse {
  wakeUp(): void
  stop(): void
}

/**
 * A beat each second while there is work to send or to watch. It never keeps the process alive.
 *
 * @param beat does the work of a second and answers whether there is more to watch.
 */
export function startPulse(beat: () => boolean): Pulse {
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  const wakeUp = (): void => {
    if (timer !== undefined || isStopped) return
    timer = setTimeout(() => {
      timer = undefined
      if (beat()) wakeUp()
    }, periodMs)
    timer.unref()
  }
  const stop = (): void => {
    isStopped = true
    clearTimeout(timer)
  }
  return { wakeUp, stop }
}
