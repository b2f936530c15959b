/** One HTTP request of a step: what it came to, never where it went. Times are milliseconds on the monotonic clock. */
export interface Flight {
  readonly trail: HttpTrail
  readonly method: string
  readonly startedAt: number
  /** Unset while it is good or under way. */
  failedAt?: number
  status?: number
  error?: unknown
}

/** The HTTP requests of one attempt. Several may be under way at the same time. */
export interface HttpTrail {
  /** The one that was begun last: what follows is measured by it. */
  last?: Flight
  /** The one that failed last, if none was begun since. */
  failed?: Flight | undefined
  underWay: number
  /** When one was answered well last; 0 while none was. */
  goodAt: number
  goodStatus?: number
}
