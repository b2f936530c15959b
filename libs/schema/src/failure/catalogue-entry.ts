import type { FailureCategory, FinishReason, Operation, SignalFlag, StepType } from '../model/vocabulary.ts'
import type { KnownErrno, KnownErrorCode } from '../names/known-codes.ts'

/** What a failure can sit on: a step of some type, or the run itself (the error that reached the caller). */
export type FailureSubject = StepType | 'run'

/**
 * The stated precedence of patterns, strongest first (failure-taxonomy.md section 3). Inside a tier the deepest link of the cause chain
 * goes first, and for one link the order of the table decides.
 */
export const matchTiers = [
  /** The caller's own signal had fired. */
  'abort',
  /** What the step is, or whose clock ran out: hand-offs and deadlines. */
  'place',
  /** The adapter saw the thing itself. */
  'mark',
  /** Provider and framework codes, and classes that mean one thing only. */
  'code',
  /** HTTP status of a link, read together with the step's type. */
  'http',
  /** System and transport codes. */
  'errno',
  /** Success-shaped failures: finish reason, refusal, empty answer, a tripped guardrail, a limit that ended things. */
  'shape',
  /** General classes and general codes. */
  'class',
  /** HTTP status that the step itself saw last, when its error does not carry one. */
  'fact',
  /** Most likely, not proven: never gives a `certain` verdict. */
  'guess',
  /** What is left for the step's type. */
  'default',
  /** Decided over the whole run, never from one step (libs/diagnosis). */
  'run',
] as const
export type MatchTier = (typeof matchTiers)[number]

/** Safe facts that diagnosis derives from a step or a run. */
export type DerivedFact = 'input_tripped' | 'output_tripped' | 'no_documents' | 'repeated_call'

/** A form of class names, for families that hosts write themselves. All given parts must hold. */
export interface ClassForm {
  readonly starts?: string
  readonly holds?: string
  readonly ends?: string
  readonly not?: string
}

export type StatusRange = number | readonly [from: number, to: number]

/** Data, not code. Matches when any one lead is there and every guard holds. */
export interface SignalPattern {
  readonly by: MatchTier
  readonly on: readonly FailureSubject[]
  // leads
  readonly classes?: readonly string[]
  readonly classForms?: readonly ClassForm[]
  readonly codes?: readonly KnownErrorCode[]
  readonly errnos?: readonly KnownErrno[]
  readonly http?: readonly StatusRange[]
  readonly flags?: readonly SignalFlag[]
  readonly finish?: readonly FinishReason[]
  readonly facts?: readonly DerivedFact[]
  readonly operations?: readonly Operation[]
  /** No lead: matches whatever the guards let through. */
  readonly any?: true
  // guards
  readonly needs?: SignalFlag
  readonly without?: SignalFlag
  /** Only where facts of a model call were recorded (`plan` and `respond` steps may be one). */
  readonly modelFacts?: boolean
  /** Also for steps that ended well: the failure does not show in the status. */
  readonly onOk?: true
}

/** One entry of the failure catalogue. `what` and `action` are templates of failure/template.ts. */
export interface CatalogueEntry {
  readonly category: FailureCategory
  /** A retry can help. */
  readonly retryable: boolean
  /** HTTP statuses for which `retryable` is the other way round. */
  readonly retryableFlipsOn?: readonly StatusRange[]
  /** What more tries are worth saying: after a `pause` (default), by asking `again`, or `nothing`: no try was or will be made of this. */
  readonly retryWords?: 'pause' | 'again' | 'nothing'
  /** Release that introduced the code. Codes are never renamed. */
  readonly since: string
  /** What happened, in one sentence. */
  readonly what: string
  /** What to do, for an on-call engineer. */
  readonly action: string
  readonly matches: readonly SignalPattern[]
}

export const inRanges = (ranges: readonly StatusRange[], status: number): boolean =>
  ranges.some((range) => (typeof range === 'number' ? range === status : range[0] <= status && status <= range[1]))
