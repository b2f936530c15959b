import type { DiffRow, DiffSide } from '@agenttracer/schema/query'
import { expect, test } from 'vitest'
import { firstDifferenceText, sideText } from './side-text.ts'

const side = (more: Partial<DiffSide> = {}): DiffSide => ({ stepId: 'a'.repeat(16), step: 9, startMs: 0, durationMs: 5, tries: 1, status: 'ok', failure: null, httpStatus: null, model: null, tokens: null, ...more }) as DiffSide
const row = (more: Partial<DiffRow>): DiffRow => ({ kind: 'changed', type: 'tool', name: 'search_docs', depth: 1, changes: [], here: side(), there: side(), ...more }) as DiffRow

test.each<[DiffSide | null, string]>([
  [null, 'no such step'], [side(), 'OK'], [side({ tries: 2 }), 'OK on try 2'], [side({ status: 'error', failure: 'tool.timeout' }), 'tool.timeout'],
  [side({ status: 'error', failure: 'tool.upstream_error', httpStatus: 503, tries: 3 }), 'tool.upstream_error (HTTP 503) on 3 tries'], [side({ status: 'cancelled' }), 'cancelled'],
])('a side is told in a phrase', (given, told) => {
  expect(sideText(given)).toBe(told)
})

test.each<[DiffRow | undefined, string]>([
  [undefined, 'Both runs took the same steps with the same outcomes; they differ in their times only.'],
  [row({ kind: 'missing', here: null }), 'First difference: tool search_docs is missing here; it was step 9 there.'],
  [row({ kind: 'added', there: null }), 'First difference: step 9, tool search_docs, was added here; the other run has no such step.'],
  [row({ here: side({ status: 'error', failure: 'tool.timeout' }) }), 'First difference: step 9, tool search_docs: tool.timeout here, OK there.'],
  [row({ changes: ['model'], here: side({ model: 'o4-mini' as DiffSide['model'] }), there: side({ model: 'gpt-4o' as DiffSide['model'] }) }), 'First difference: step 9, tool search_docs: OK here, OK there; model o4-mini here, gpt-4o there.'],
])('the first difference is told in a sentence', (given, told) => {
  expect(firstDifferenceText(given)).toBe(told)
})
