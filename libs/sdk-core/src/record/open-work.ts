import type { Ledger } from '../diagnostics.ts'
import type { Scope } from './step-work.ts'

const maxOpen = 20_000
const keepEndedMs = 2_000

/** A framework's own id for a piece of work. */
export type WorkKey = string | object

/**
 * Work of one plugin by the framework's own ids. Bounded; what has ended stays for a moment, so that an event that comes late or twice
 * still finds it, and is then forgotten a whole generation at a time.
 */
export class OpenWork {
  readonly #ledger: Ledger
  readonly #work = new Map<WorkKey, Scope>()
  #ended: WorkKey[] = []
  #endedBefore: WorkKey[] = []
  #turnedAt = 0
  /** One event asks several times for the same work. */
  #lastKey: WorkKey | undefined
  #last: Scope | undefined

  constructor(ledger: Ledger) {
    this.#ledger = ledger
  }

  get(key: WorkKey): Scope | undefined {
    if (key !== this.#lastKey) {
      this.#lastKey = key
      this.#last = this.#work.get(key)
    }
    return this.#last
  }

  set(key: WorkKey, work: Scope): void {
    if (this.#work.size >= maxOpen) this.#sweep()
    this.#work.set(key, work)
    this.#lastKey = undefined
  }

  /** The work has ended: late events may still ask for it for about two seconds. */
  end(key: WorkKey, work: Scope): void {
    if (work.isKeyEnded) return
    work.isKeyEnded = true
    if (work.liveAttempt.endedAt - this.#turnedAt > keepEndedMs) {
      for (const each of this.#endedBefore) this.#work.delete(each)
      this.#endedBefore = this.#ended
      this.#ended = []
      this.#turnedAt = work.liveAttempt.endedAt
      this.#lastKey = undefined
    }
    this.#ended.push(key)
  }

  /** Room again: first what has ended, then the oldest. */
  #sweep(): void {
    this.#ended = []
    this.#endedBefore = []
    for (const [key, work] of this.#work) {
      if (work.isKeyEnded || work.run.endedAt !== 0) this.#work.delete(key)
    }
    for (const [key] of this.#work) {
      if (this.#work.size < maxOpen) return
      this.#work.delete(key)
      this.#ledger.drop('open_work_limit')
    }
  }

  clear(): void {
    this.#work.clear()
    this.#ended = []
    this.#endedBefore = []
    this.#lastKey = undefined
  }
}
