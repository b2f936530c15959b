import pg from 'pg'
import { expect, test } from 'vitest'
import { faultLine } from './fault-line.ts'

const thrownBy = (fn: () => unknown): unknown => {
  try {
    return fn()
  } catch (error) {
    return error
  }
}
const refused = Object.assign(new pg.DatabaseError('value "canary" is too long', 1, 'error'), { code: '22001', detail: 'Failing row contains (canary).' })

test.each<[string, unknown, string]>([
  ['an address that cannot be read', thrownBy(() => new URL('postgres://joe:canary secret@:x/db')), 'Something unforeseen went wrong: TypeError (ERR_INVALID_URL).'],
  ['a refusal of Postgres', refused, 'Something unforeseen went wrong: DatabaseError (22001).'],
  ['a class with a name of text', new (class extends Error { static override readonly name = 'canary of a customer' })('canary'), 'Something unforeseen went wrong: Error.'],
  ['a text', 'canary', 'Something unforeseen was thrown.'],
])('%s: class and code, no value', (_, error, line) => {
  expect(faultLine(error)).toBe(line)
})
