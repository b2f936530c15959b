import type { StepWork } from './step-work.ts'
import { hashOf } from './keyed-hash.ts'

const maxTools = 1000

interface Asked {
  readonly turn: unknown
  readonly hash: string
  readonly count: number
  /** Asked in this turn and not yet begun. */
  due: number
  /** The last step that a call of this tool made. */
  last: StepWork | undefined
}

/**
 * What the model of a run asks of tools: it tells a repeated call (the model asks again) from a further attempt (the host calls again
 * unasked). Arguments are compared by a keyed hash.
 */
export class AskedTools {
  readonly #repeats = new Map<string, { hash: string; count: number }>()
  readonly #asked = new Map<string, Asked>()

  /** A model asked for a call that a step made by hand, or told by another plugin, will make. */
  ask(turn: unknown, tool: string, args: unknown): void {
    if (this.#asked.size >= maxTools && !this.#asked.has(tool)) return
    const before = this.#asked.get(tool)
    const { hash, count } = this.#repeat(tool, args)
    this.#asked.set(tool, { turn, hash, count, due: before !== undefined && before.turn === turn ? before.due + 1 : 1, last: undefined })
  }

  /** A step made by hand begins: which repeat it is, or which step it tries again. */
  begin(step: StepWork): { repeatCount: number } | { failed: StepWork } | undefined {
    const asked = this.#asked.get(step.traits.name)
    if (asked === undefined) return undefined
    const { last } = asked
    asked.last = step
    if (asked.due > 0) {
      asked.due--
      return { repeatCount: asked.count }
    }
    return last !== undefined && last.endedAt !== 0 && last.status === 'error' ? { failed: last } : undefined
  }

  /** A tool step that a plugin tells with its arguments: how many times in a row, this time included. */
  count(tool: string, args: unknown): number {
    const asked = this.#asked.get(tool)
    return asked !== undefined && asked.hash === hashOf(args) ? asked.count : this.#repeat(tool, args).count
  }

  #repeat(tool: string, args: unknown): { hash: string; count: number } {
    const hash = hashOf(args)
    const last = this.#repeats.get(tool)
    const now = { hash, count: last !== undefined && last.hash === hash ? last.count + 1 : 1 }
    if (last !== undefined || this.#repeats.size < maxTools) this.#repeats.set(tool, now)
    return now
  }
}
