import type { FailureKey } from '../failure/codes.ts'
import type { KnownErrno, KnownErrorCode } from '../names/known-codes.ts'
import type { ErrorClass } from './ids.ts'
import type { SignalFlag } from './vocabulary.ts'

/** One error object of a cause chain, reduced to safe facts. */
export interface ErrorLink {
  readonly errorClass?: ErrorClass
  readonly errorCode?: KnownErrorCode
  readonly errno?: KnownErrno
  /** 100 to 599. */
  readonly httpStatus?: number
  /** Number of this error object within its run, from 1: a rethrown object keeps its number. */
  readonly errorRef: number
}

/** What the classifier reads of a failure. The SDK extracts it, only the server chooses a code. */
export interface Signals {
  /** Outermost error first; at most 6. */
  readonly chain: readonly ErrorLink[]
  readonly flags: readonly SignalFlag[]
  /** A code that the caller declared by hand; it wins over the classifier. */
  readonly declared?: FailureKey
}
