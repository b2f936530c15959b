import type { ErrorLink } from '@agenttracer/schema'
import { errorLink, readProperty } from './error-link.ts'

const maxDepth = 6
/** Where frameworks keep the error that says more (failure-taxonomy.md section 3.2). */
const innerFields = ['cause', 'error', 'toolError', 'lastError'] as const

/** Errors of other realms count too; a proxy may refuse even to say what it is. */
function isError(value: unknown): boolean {
  try {
    return value instanceof Error || (typeof readProperty(value, 'message') === 'string' && typeof readProperty(value, 'name') === 'string')
  } catch {
    return false
  }
}

function inner(error: unknown): unknown {
  for (const field of innerFields) {
    const value = readProperty(error, field)
    if (value !== error && isError(value)) return value
  }
  const errors = readProperty(error, 'errors')
  const last: unknown = Array.isArray(errors) ? errors.at(-1) : undefined
  return isError(last) ? last : undefined
}

/** The error and what it wraps, outermost first, at most 6, each object once. */
export function errorChain(error: unknown): readonly unknown[] {
  const chain: unknown[] = [error]
  for (let next = inner(error); next !== undefined && chain.length < maxDepth && !chain.includes(next); next = inner(next)) chain.push(next)
  return chain
}

/** Safe facts of an error and what it wraps. Total: any value may be thrown, and any of its getters may throw too. */
export const errorLinks = (error: unknown, refOf: (error: unknown) => number): readonly ErrorLink[] =>
  errorChain(error).map((each) => errorLink(each, refOf(each)))
