import { type DiagnosisStep, type ErrorLink, type Failure, isRetryable, type Signals, splitFailureKey } from '@agenttracer/schema'
import type { Classification } from './classify/classify.ts'

/** The first link, deepest first, that knows a fact. */
function deepest<T>(links: readonly ErrorLink[], fact: (link: ErrorLink) => T | undefined): T | undefined {
  const found = links.findLast((link) => fact(link) !== undefined)
  return found === undefined ? undefined : fact(found)
}

/** The stored failure: the code, and the safe facts of the error that decided it. */
export function toFailure({ key, link }: Classification, signals: Signals | undefined, step: DiagnosisStep | null): Failure {
  const links = signals?.chain ?? []
  const ownStatus = step?.status === 'error' && step.httpStatus !== undefined && step.httpStatus >= 400 ? step.httpStatus : undefined
  const errorClass = link?.errorClass ?? links.find((each) => each.errorClass !== undefined)?.errorClass
  const errorCode = link?.errorCode ?? link?.errno ?? deepest(links, (each) => each.errorCode ?? each.errno)
  const httpStatus = link?.httpStatus ?? deepest(links, (each) => each.httpStatus) ?? ownStatus
  const failure: { -readonly [Key in keyof Failure]: Failure[Key] } = { ...splitFailureKey(key), retryable: isRetryable(key, httpStatus) }
  if (errorClass !== undefined) failure.errorClass = errorClass
  if (errorCode !== undefined) failure.errorCode = errorCode
  if (httpStatus !== undefined) failure.httpStatus = httpStatus
  return failure
}
