import { isModelName, isSafeName } from '@agenttracer/schema/names'
import type { ModelName, SafeName, StepType } from '@agenttracer/schema'
import type { Ledger } from '../diagnostics.ts'
import type { Scope } from './step-work.ts'

const limit = 2000

/** Checked names, remembered: a name is checked once, not once a step. */
export class NameBook {
  readonly #safe = new Map<string, boolean>()
  readonly #model = new Map<string, boolean>()
  readonly #ledger: Ledger

  constructor(ledger: Ledger) {
    this.#ledger = ledger
  }

  safe(value: unknown): SafeName | undefined {
    return this.#look(this.#safe, isSafeName, value)
  }

  model(value: unknown): ModelName | undefined {
    return this.#look(this.#model, isModelName, value)
  }

  /** A step's name; one that is not safe becomes the step's type, and its run says so. */
  step(type: StepType, value: unknown, scope: Scope): SafeName | ModelName {
    const name = type === 'model' ? this.model(value) : this.safe(value)
    if (name !== undefined) return name
    if (typeof value === 'string') scope.run.countDrop('unsafe_name')
    return type as string as SafeName
  }

  #look<T extends string>(book: Map<string, boolean>, check: (value: unknown) => value is T, value: unknown): T | undefined {
    if (typeof value !== 'string') return undefined
    const known = book.get(value)
    const isGood = known ?? check(value)
    if (known === undefined && value.length <= 256) {
      if (book.size >= limit) book.clear()
      book.set(value, isGood)
    }
    // It was checked now or before.
    if (isGood) return value as T
    this.#ledger.drop('unsafe_name')
    return undefined
  }
}
