import { modelName, safeName } from '@agenttracer/schema/names'
import type { ModelName, SafeName, StepType } from '@agenttracer/schema'
import type { Ledger } from '../diagnostics.ts'
import type { Scope } from './step-work.ts'

const limit = 2000

/** Checked names, remembered: a name is checked once, not once a step. */
export class NameBook {
  readonly #safe = new Map<string, SafeName | null>()
  readonly #model = new Map<string, ModelName | null>()
  readonly #ledger: Ledger

  constructor(ledger: Ledger) {
    this.#ledger = ledger
  }

  safe(value: unknown): SafeName | undefined {
    return this.#look(this.#safe, safeName, value)
  }

  model(value: unknown): ModelName | undefined {
    return this.#look(this.#model, modelName, value)
  }

  /** A step's name; one that is not safe becomes the step's type, and its run says so. */
  step(type: StepType, value: unknown, scope: Scope): SafeName | ModelName {
    const name = type === 'model' ? this.model(value) : this.safe(value)
    if (name !== undefined) return name
    if (typeof value === 'string') scope.run.countDrop('unsafe_name')
    return type as string as SafeName
  }

  #look<T>(book: Map<string, T | null>, check: (value: unknown) => T | undefined, value: unknown): T | undefined {
    if (typeof value !== 'string') return undefined
    let known = book.get(value)
    if (known === undefined) {
      known = check(value) ?? null
      if (book.size >= limit) book.clear()
      if (value.length <= 256) book.set(value, known)
    }
    if (known === null) this.#ledger.drop('unsafe_name')
    return known ?? undefined
  }
}
