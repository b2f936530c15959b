import type { RunViewStatus, StepId, StepRole, StepStatus, StepType } from '@agenttracer/schema'
import type { StepColumns } from '@agenttracer/schema/query'

/** What a row says about itself; the three kinds of red are `root-cause`, `failed` and `propagated`. */
export type RowState = 'ok' | 'root-cause' | 'failed' | 'propagated' | 'recovered' | 'cancelled' | 'interrupted' | 'running' | 'no-end'

/** One try: one recorded step. Times are milliseconds from the run's start, clamped into the run and the row around. */
export interface Attempt {
  readonly stepId: StepId
  /** Position in the columns that the model was built from. */
  readonly at: number
  readonly number: number
  start: number
  end: number
  readonly hasEnd: boolean
  readonly status: StepStatus
  readonly role: StepRole
  readonly durationMs: number | null
  readonly waitMs: number | null
  readonly httpStatus: number | null
  readonly isTimeout: boolean
}

/** One logical step with its tries in one lane. Row 0 is the run itself. */
export interface Row {
  index: number
  /** `run`, or the step id of the first try: stable between refetches. */
  readonly id: string
  parent: number
  depth: number
  readonly type: StepType | 'run'
  readonly name: string
  readonly node: string | null
  /** In order; none for the run itself. Made when first asked for: who goes through all rows asks for `tryCount`. */
  readonly attempts: readonly Attempt[]
  readonly tryCount: number
  readonly maxAttempts: number | null
  start: number
  end: number
  /** First start to last end, waits included; null while no end is recorded. */
  durationMs: number | null
  state: RowState
  children: readonly number[]
  /** The recorded times did not fit into the row around and were clamped. */
  isSkewed: boolean
  /** The step above it is not recorded (yet). */
  isOrphan: boolean
}

/** What the model must know of the run around its steps. */
export interface RunFrame {
  readonly agentId: string
  readonly status: RunViewStatus
  readonly startedAt: string
  readonly durationMs: number | null
  /** Null: the cause lies on the run itself; undefined: no verdict, or one that explains nothing. */
  readonly rootCauseStepId: StepId | null | undefined
  /** Unix milliseconds up to which an open run is drawn. */
  readonly now: number
}

export interface Gap {
  readonly start: number
  readonly end: number
}

/** Like siblings that are shown as one row. `hidden` are indexes of rows whose whole subtree it stands for. */
export interface Fold {
  readonly id: string
  readonly kind: 'same' | 'loop'
  readonly label: string
  readonly parent: number
  /** The fold takes the place of this row. */
  readonly first: number
  readonly hidden: readonly number[]
  readonly rounds: number
  readonly start: number
  readonly end: number
  /** Recorded time of the hidden rows together. */
  readonly sumMs: number
}

export interface Warnings {
  readonly skewed: number
  readonly orphans: number
  readonly noEnd: number
}

export interface WaterfallModel {
  readonly columns: StepColumns
  readonly rows: readonly Row[]
  /** Number of recorded tries. */
  readonly attemptCount: number
  /** Length of the time axis in milliseconds; at least a fraction of one. */
  readonly totalMs: number
  readonly isOpen: boolean
  /** Rows from the run down to the cause; only the run where nothing is blamed. */
  readonly failPath: readonly number[]
  /** By row: the milliseconds that it alone adds to the critical path; NaN for rows that are not on it. */
  readonly criticalPath: Float64Array
  readonly gaps: readonly Gap[]
  readonly idleMs: number
  readonly folds: readonly Fold[]
  /** Real failures in reading order: where `e` goes. */
  readonly failures: readonly number[]
  readonly rootCause: number | null
  /** Steps of these types; tries of one step count once. */
  readonly calls: { readonly models: number; readonly tools: number }
  /** By position in the columns. */
  readonly rowAt: readonly Row[]
  readonly warnings: Warnings
}
