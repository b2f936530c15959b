import { isErrorClass } from '@agenttracer/schema/names'

const codeForm = /^[0-9A-Z]{5}$|^[A-Z_]{3,40}$/

/**
 * What a command says of an error that it did not foresee: class and code. Node would print message and properties, and those of a bad address
 * or of Postgres hold passwords and rows.
 */
export function faultLine(error: unknown): string {
  if (!(error instanceof Error)) return 'Something unforeseen was thrown.'
  const name = error.constructor.name
  const code: unknown = 'code' in error ? error.code : undefined
  return `Something unforeseen went wrong: ${isErrorClass(name) ? name : 'Error'}${typeof code === 'string' && codeForm.test(code) ? ` (${code})` : ''}.`
}
