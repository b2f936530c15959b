/** A hand-written retry, each attempt a step of its own. */
export interface RetryOptions {
  /** Attempts in all, the first one included. */
  readonly attempts: number
  /** Wait before the second attempt in milliseconds (200); doubled each time. */
  readonly waitMs?: number
  readonly maxWaitMs?: number
  /** Whether to try again after this error; always, if not given. */
  readonly when?: (error: unknown) => boolean
}

export function waitBefore(attempt: number, retry: RetryOptions): number {
  const first = retry.waitMs ?? 200
  return Math.min(retry.maxWaitMs ?? 10_000, first * 2 ** Math.max(0, attempt - 2))
}

export const mayRetry = (attempt: number, retry: RetryOptions, error: unknown): boolean =>
  attempt < Math.max(1, Math.floor(retry.attempts)) && (retry.when?.(error) ?? true)

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
