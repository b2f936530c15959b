/** Where core is about to look for LangSmith's tracer. */
let lookedIn: unknown

/** Core is about to run a function of the host's in the flow of this manager; nothing when it runs it. */
export function looksIn(manager: object | undefined): void {
  lookedIn = manager
}

/**
 * Core configures a manager for each function of the host's that it runs, only to look for LangSmith's tracer among its handlers, and throws it away.
 * Answers once for each.
 */
export function isLookup(manager: object): boolean {
  const isIt = lookedIn === manager
  lookedIn = undefined
  return isIt
}
