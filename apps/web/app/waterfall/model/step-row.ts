import { durationOf, readAttempt } from './attempts.ts'
import type { RecordedSteps } from './attempts.ts'
import type { Attempt, Row, RowState, RunFrame } from './row.ts'
import { stepRowState } from './row-state.ts'

export const noRows: readonly number[] = []

/** Row of a step. One that was tried once, as nearly all are, holds its try only when somebody asks: a page shows some dozens of 10,000 rows. */
export class StepRow implements Row {
  index = 0
  parent = 0
  depth = 1
  children = noRows
  isSkewed = false
  isOrphan = false
  readonly type: Row['type']
  readonly name: string
  readonly tryCount: number
  start: number
  end: number
  durationMs: number | null
  state: RowState
  /** Position of its first try in the columns. */
  readonly at: number
  readonly #steps: RecordedSteps
  #attempts: readonly Attempt[] | undefined

  /** `again`: its tries, where there are several. */
  constructor(steps: RecordedSteps, run: RunFrame, at: number, again: readonly number[] | undefined) {
    const { columns, starts, ends } = steps
    this.#steps = steps
    this.at = at
    this.type = columns.type[at] ?? 'orchestration'
    this.name = columns.names[columns.name[at] ?? -1] ?? 'unknown'
    this.start = starts[at] ?? 0
    this.end = ends[at] ?? 0
    if (again === undefined) {
      this.tryCount = 1
      this.durationMs = durationOf(steps, at)
      const status = columns.status[at] ?? 'running'
      const role = columns.role[at] ?? 'none'
      // What the rule says of nearly all, without a list for each of 10,000.
      this.state = status === 'ok' && role === 'none' ? 'ok' : stepRowState([{ status, role }], run)
      return
    }
    const attempts = again.map((each) => readAttempt(steps, each))
    for (const attempt of attempts) {
      this.start = Math.min(this.start, attempt.start)
      this.end = Math.max(this.end, attempt.end)
    }
    this.#attempts = attempts
    this.tryCount = attempts.length
    this.durationMs = attempts.at(-1)?.hasEnd === true ? this.end - this.start : null
    this.state = stepRowState(attempts, run)
  }

  get id(): string {
    return this.#steps.columns.stepId[this.at] ?? ''
  }

  get node(): string | null {
    const { names, node } = this.#steps.columns
    return names[node?.[this.at] ?? -1] ?? null
  }

  get maxAttempts(): number | null {
    const { maxAttempts } = this.#steps.columns
    return this.attempts.reduce<number | null>((said, { at }) => maxAttempts?.[at] ?? said, null)
  }

  get attempts(): readonly Attempt[] {
    return (this.#attempts ??= [{ ...readAttempt(this.#steps, this.at), start: this.start, end: this.end }])
  }
}
