import { failureGroupRow, failureRegression } from '@agenttracer/schema/query'
import type { FailureGroupRow } from '@agenttracer/schema/query'
import { expect, test } from 'vitest'
import { countedShare, factorText, groupText, regressionText, sinceText } from './group-text.ts'

const at = '2026-11-22T10:00:00.000Z'
const runId = '01a20490-e770-7c64-a03e-82cacf4b7100'
const groupOf = (more: object = {}): FailureGroupRow =>
  failureGroupRow.parse({
    fingerprint: 'ab'.repeat(16), category: 'tool', code: 'upstream_error', agentId: 'bot', stepType: 'tool', stepName: 'search_docs', httpStatus: 503, runs: 12, agentRuns: 310, firstSeenAt: at, firstSeenVersion: '1.9',
    versionBefore: null, lastSeenAt: at, isNew: true, standing: 'new', regression: null, newestRunId: runId, versions: ['1.9'], trend: [], ...more,
  })
const group = groupOf()
const rate = (failing: number, runs: number, previousFailing: number, previousRuns: number): FailureGroupRow['regression'] =>
  failureRegression.parse({ kind: 'rate', version: '1.9', previousVersion: '1.8', failing, runs, previousFailing, previousRuns })

test('a group is named as its runs are, without what they differ in', () => {
  expect(groupText(group)).toBe('Tool "search_docs" returned HTTP 503')
  expect(groupText({ ...group, httpStatus: null })).not.toContain('503')
})

test.each([[12, 310, '12 of 310 runs (3.9%)'], [3, 12, '3 of 12 runs'], [1, 3_000, '1 of 3,000 runs (<0.1%)'], [1_807, 12_310, '1,807 of 12,310 runs (15%)']])('%s of %s', (runs, agentRuns, text) => {
  expect(countedShare({ ...group, runs, agentRuns })).toBe(text)
})

test.each<[regression: FailureGroupRow['regression'], factor: string | null, text: string | null]>([
  [null, null, null],
  [rate(12, 310, 3, 310), 'x4', '12 of 310 runs of 1.9 (3.9%, was 1.0% in 1.8)'],
  [rate(30, 100, 20, 100), 'x1.5', '30 of 100 runs of 1.9 (30%, was 20% in 1.8)'],
  [rate(8, 32, 0, 34), null, '8 of 32 runs of 1.9 (25%, was 0% in 1.8)'],
  [rate(1_807, 12_310, 0, 1_034), null, '1,807 of 12,310 runs of 1.9 (15%, was 0% in 1.8)'],
  [failureRegression.parse({ kind: 'resolved', resolvedVersion: '1.8', version: '1.9', resolvedAt: at, runId }), null, 'resolved in 1.8, seen again in 1.9'],
])('regression %o', (regression, factor, text) => {
  expect([factorText(regression), regressionText(regression)]).toEqual([factor, text])
})

test.each<[before: { version: string; runs: number } | null, text: string]>([
  [null, 'since 1.9'], [{ version: '1.8', runs: 0 }, 'since 1.9'], [{ version: '1.8', runs: 120 }, 'since 1.9 (0 of 120 runs in 1.8)'], [{ version: '1.8', runs: 1_034 }, 'since 1.9 (0 of 1,034 runs in 1.8)'],
])('first version after %o', (versionBefore, text) => {
  expect(sinceText(groupOf({ versionBefore }))).toBe(text)
})
