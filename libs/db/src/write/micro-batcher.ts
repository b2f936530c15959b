/** Work that waits to share a transaction. */
interface Waiting<Item, Answer> {
  readonly item: Item
  readonly size: number
  readonly settle: (answer: Promise<Answer>) => void
}

export interface MicroBatcherOptions<Item, Answer> {
  /** How long the first waits for others, in milliseconds. */
  readonly windowMs: number
  /** Sizes summed: a batch is sent at once at `maxBatch`; past `maxQueued` nothing more is taken. */
  readonly maxBatch: number
  readonly maxQueued: number
  /** Batches at work at a time. */
  readonly concurrency: number
  readonly work: (group: string, items: readonly Item[]) => Promise<readonly Promise<Answer>[]>
}

/** Puts requests that arrive together into one batch per group (a project). Bounded: a full queue says so at once. */
export class MicroBatcher<Item, Answer> {
  readonly #options: MicroBatcherOptions<Item, Answer>
  readonly #groups = new Map<string, { readonly waiting: Waiting<Item, Answer>[]; size: number }>()
  #queued = 0
  #active = 0
  #timer: NodeJS.Timeout | undefined
  readonly #idle: (() => void)[] = []

  constructor(options: MicroBatcherOptions<Item, Answer>) {
    this.#options = options
  }

  /** Undefined when the queue is full. */
  submit(group: string, item: Item, size: number): Promise<Answer> | undefined {
    if (this.#queued > 0 && this.#queued + size > this.#options.maxQueued) return undefined
    this.#queued += size
    const queue = this.#groups.get(group) ?? { waiting: [], size: 0 }
    const promise = new Promise<Answer>((settle) => void queue.waiting.push({ item, size, settle }))
    queue.size += size
    this.#groups.set(group, queue)
    if (queue.size >= this.#options.maxBatch) this.#pump()
    else this.#timer ??= setTimeout(() => this.#pump(), this.#options.windowMs)
    return promise
  }

  /** When everything that was taken has been answered. */
  async drained(): Promise<void> {
    if (this.#queued === 0 && this.#active === 0) return
    await new Promise<void>((done) => this.#idle.push(done))
  }

  #pump(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    for (const [group, queue] of this.#groups) {
      if (this.#active >= this.#options.concurrency) return
      const batch = this.#take(queue.waiting)
      queue.size -= sizeOf(batch)
      if (queue.waiting.length === 0) this.#groups.delete(group)
      void this.#run(group, batch)
    }
    if (this.#groups.size > 0 && this.#active < this.#options.concurrency) this.#pump()
  }

  #take(waiting: Waiting<Item, Answer>[]): Waiting<Item, Answer>[] {
    let [count, size] = [0, 0]
    while (count < waiting.length && (count === 0 || size + (waiting[count]?.size ?? 0) <= this.#options.maxBatch)) {
      size += waiting[count]?.size ?? 0
      count += 1
    }
    return waiting.splice(0, count)
  }

  async #run(group: string, batch: readonly Waiting<Item, Answer>[]): Promise<void> {
    this.#active += 1
    try {
      const answers = await this.#options.work(group, batch.map(({ item }) => item))
      batch.forEach(({ settle }, index) => settle(answers[index] ?? Promise.reject(new Error('unanswered'))))
    } catch (error) {
      for (const { settle } of batch) settle(Promise.reject(error))
    }
    this.#active -= 1
    this.#queued -= sizeOf(batch)
    if (this.#groups.size > 0) this.#pump()
    if (this.#queued === 0 && this.#active === 0) for (const done of this.#idle.splice(0)) done()
  }
}

const sizeOf = (batch: readonly { readonly size: number }[]): number => batch.reduce((sum, { size }) => sum + size, 0)
