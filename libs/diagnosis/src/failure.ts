import { type DiagnosisStep, type ErrorLink, type Failure, isRetryable, type Signals, splitFailureKey } from '@agenttracer/schema'
import type { Classification } from './classify/classify.ts'

/** The first link, deepest first, that knows a fact. */
function deepest<T>(links: readonly ErrorLink[], fact: (link: ErrorLink) => T | undefined): T | undefined {
  for (const link of links.toReversed()) {
    const value = fact(link)
    if (value !== undefined) return value
  }
  return undefined
}

/** The stored failure: the code, and the safe facts of the error that decided it. */
export function toFailure({ key, link }: Classification, signals: Signals | undefined, step: DiagnosisStep | null): Failure {
  const links = signals?.chain ?? []
  const ownStatus = step?.status === 'error' && step.httpStatus !== undefined && step.httpStatus >= 400 ? step.httpStatus : undefined
  const errorClass = link?.errorClass ?? links.find((each) => each.errorClass !== undefined)?.errorClass
  const errorCode = link?.errorCode ?? link?.errno ?? deepest(links, (each) => each.errorCode ?? each.errno)
  const httpStatus = link?.httpStatus ?? deepest(links, (each) => each.httpStatus) ?? ownStatus
  return {
    ...splitFailureKey(key),
    ...(errorClass === undefined ? {} : { errorClass }),
    ...(errorCode === undefined ? {} : { errorCode }),
    ...(httpStatus === undefined ? {} : { httpStatus }),
    retryable: isRetryable(key, httpStatus),
  }
}
