import { expect, test } from 'vitest'
import { add, tallyLine, tallyOf, type VitestReport } from './tally.ts'

const green: VitestReport = { success: true, numPassedTests: 3, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1, testResults: [{ status: 'passed', assertionResults: [1, 2, 3] }] }

test.each<{ name: string; given: Partial<VitestReport>; expect: [number, number, number] }>([
  { name: 'a green run', given: {}, expect: [3, 0, 2] },
  { name: 'a failing test', given: { success: false, numFailedTests: 2 }, expect: [3, 2, 2] },
  { name: 'a file that cannot be loaded', given: { success: false, testResults: [{ status: 'failed', assertionResults: [] }] }, expect: [3, 1, 2] },
  { name: 'an error outside a test', given: { success: false }, expect: [3, 1, 2] },
])('$name', ({ given, expect: [passed, failed, skipped] }) => {
  expect(tallyOf({ ...green, ...given })).toEqual({ passed, failed, skipped })
})

test('the last line has the form that others read', () => {
  expect(tallyLine(add({ passed: 1, failed: 0, skipped: 2 }, { passed: 4, failed: 1, skipped: 0 }))).toBe('5 passed, 1 failed, 2 skipped')
})
