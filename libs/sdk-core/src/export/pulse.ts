const periodMs = 1000

/** A beat each second while there is work to send or to watch. It never keeps the process alive. */
export class Pulse {
  readonly #beat: () => boolean
  #timer: NodeJS.Timeout | undefined
  #isStopped = false

  /** @param beat does the work of a second and answers whether there is more to watch. */
  constructor(beat: () => boolean) {
    this.#beat = beat
  }

  wake(): void {
    if (this.#timer !== undefined || this.#isStopped) return
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      if (this.#beat()) this.wake()
    }, periodMs)
    this.#timer.unref()
  }

  stop(): void {
    this.#isStopped = true
    clearTimeout(this.#timer)
  }
}
