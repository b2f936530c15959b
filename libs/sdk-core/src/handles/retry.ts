import { isObject, readProperty } from '../signals/error-link.ts'

/** A hand-written retry, each attempt a step of its own. */
export interface RetryOptions {
  /** Attempts in all, the first one included. */
  readonly attempts: number
  /** Wait before the second attempt in milliseconds (200); doubled each time. */
  readonly waitMs?: number
  readonly maxWaitMs?: number
  /** Whether to try again after this error; always, if not given. One that throws counts as no. */
  readonly when?: (error: unknown) => boolean
}

/** The retry of some options as it can be read: whatever is no number, or throws when it is looked at, is the default. */
export function retryOf(options: unknown): Required<RetryOptions> | undefined {
  const retry = readProperty(options, 'retry')
  if (!isObject(retry)) return undefined
  const number = (key: keyof RetryOptions, otherwise: number): number => {
    const value = readProperty(retry, key)
    return typeof value === 'number' && value >= 0 ? value : otherwise
  }
  return {
    attempts: Math.floor(number('attempts', 1)) || 1, waitMs: number('waitMs', 200), maxWaitMs: number('maxWaitMs', 10_000), when: (error) => agrees(readProperty(retry, 'when'), error),
  }
}

function agrees(when: unknown, error: unknown): boolean {
  try {
    return typeof when !== 'function' || Boolean(when(error))
  } catch {
    return false
  }
}

export const waitBefore = (attempt: number, { waitMs, maxWaitMs }: Required<RetryOptions>): number => Math.min(maxWaitMs, waitMs * 2 ** (attempt - 2))

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
