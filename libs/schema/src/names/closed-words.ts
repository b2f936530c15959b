import type { FailureKey } from '../failure/codes.ts'
import { failureCategories, operations, runStatuses, signalFlags, stepStatuses, stepTypes } from '../model/vocabulary.ts'
import type { Operation, RunStatus, SignalFlag, StepStatus, StepType } from '../model/vocabulary.ts'

const oneOf = <T extends string>(words: readonly T[]): ((value: unknown) => value is T) => {
  const known: ReadonlySet<unknown> = new Set(words)
  return (value): value is T => known.has(value)
}

/** Types keep a TypeScript caller to the closed lists; these keep everybody to them. */
export const isStepType: (value: unknown) => value is StepType = oneOf(stepTypes)
export const isOperation: (value: unknown) => value is Operation = oneOf(operations)
export const isSignalFlag: (value: unknown) => value is SignalFlag = oneOf(signalFlags)
export const isStepStatus: (value: unknown) => value is StepStatus = oneOf(stepStatuses)
export const isRunStatus: (value: unknown) => value is RunStatus = oneOf(runStatuses)

const failureKeyForm = new RegExp(`^(${failureCategories.join('|')})\\.[a-z_]{3,40}$`)

/** The form of a failure key. The catalogue itself is the server's: an SDK would carry all its texts. */
export const hasFailureKeyForm = (value: unknown): value is FailureKey => typeof value === 'string' && failureKeyForm.test(value)
