/** One HTTP request of a step: what it came to, never where it went. */
export interface Flight {
  readonly method: string
  /** Milliseconds on the monotonic clock; 0 while it is good or under way. */
  failedAt: number
  status: number | undefined
  error: unknown
}

/** The HTTP requests of one attempt. Only the last one counts for what follows. */
export interface HttpTrail {
  last: Flight
}

export const hasFailed = (flight: Flight): boolean => flight.failedAt !== 0
