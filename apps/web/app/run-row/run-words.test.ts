import type { RunSummary } from '@agenttracer/schema/query'
import { expect, test } from 'vitest'
import { statusWord, whatFailed } from './run-words.ts'

test.each<[status: RunSummary['status'], degraded: boolean, retryCount: number, word: string]>([
  ['success', false, 0, 'OK'],
  ['success', false, 2, 'OK, retried'],
  ['success', true, 2, 'Degraded'],
  ['failed', false, 2, 'Failed'],
  ['running', false, 0, 'Running'],
  ['incomplete', false, 0, 'No end'],
  ['interrupted', false, 0, 'Waiting'],
  ['cancelled', false, 0, 'Cancelled'],
])('%s, degraded %s, %s retries is called %s', (status, degraded, retryCount, word) => {
  expect(statusWord({ status, degraded, retryCount }).word).toBe(word)
})

test('the verdict of a row is one phrase', () => {
  const verdict = { category: 'tool', code: 'upstream_error', confidence: 'certain', rootCauseStepId: null, stepType: 'tool', stepName: 'search_docs', httpStatus: 503, attempts: { used: 3, max: 3 } } as unknown as RunSummary['verdict']
  expect(whatFailed({ verdict })).toBe('Tool "search_docs" returned HTTP 503 on all 3 tries')
  expect(whatFailed({ verdict: null })).toBeNull()
})
