import type { Ledger } from '../diagnostics.ts'
import type { Scope } from './step-work.ts'

const maxOpen = 20_000
const keepEndedMs = 2_000

/** A framework's own id for a piece of work. */
export type WorkKey = string | object

/**
 * Open work of one plugin by the framework's own ids. Bounded; what has ended stays for a moment, so that an event that comes late or
 * twice still finds it, and is then forgotten a whole generation at a time.
 */
export class OpenWork {
  readonly #ledger: Ledger
  readonly #open = new Map<WorkKey, Scope>()
  #ended = new Map<WorkKey, Scope>()
  #endedBefore = new Map<WorkKey, Scope>()
  #turnedAt = 0

  constructor(ledger: Ledger) {
    this.#ledger = ledger
  }

  get size(): number {
    return this.#open.size
  }

  get(key: WorkKey): Scope | undefined {
    return this.#open.get(key) ?? this.#ended.get(key) ?? this.#endedBefore.get(key)
  }

  set(key: WorkKey, work: Scope): void {
    if (this.#open.size >= maxOpen) this.#sweep()
    this.#open.set(key, work)
  }

  /** The work has ended: late events may still ask for it for about two seconds. */
  end(key: WorkKey, now: number): void {
    const work = this.#open.get(key)
    if (work === undefined) return
    this.#open.delete(key)
    if (now - this.#turnedAt > keepEndedMs) {
      this.#endedBefore = this.#ended
      this.#ended = new Map()
      this.#turnedAt = now
    }
    this.#ended.set(key, work)
  }

  /** Room again: first what belongs to ended runs, then the oldest. */
  #sweep(): void {
    for (const [key, work] of this.#open) {
      if (work.run.endedAt !== 0) this.#open.delete(key)
    }
    for (const [key] of this.#open) {
      if (this.#open.size < maxOpen) return
      this.#open.delete(key)
      this.#ledger.drop('open_work_limit')
    }
  }

  clear(): void {
    this.#open.clear()
    this.#ended.clear()
    this.#endedBefore.clear()
  }
}
