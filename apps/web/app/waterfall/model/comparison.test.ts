import type { DiffRow, DiffSide } from '@agenttracer/schema/query'
import { describe, expect, test } from 'vitest'
import { buildModel } from './build-model.ts'
import { aRun, columnsOf, exhaustedRetries, sid } from './columns.fixture.ts'
import { layComparison } from './comparison.ts'

const model = buildModel(columnsOf(exhaustedRetries), aRun({ status: 'failed', rootCauseStepId: sid('try3') }))
const side = (id: string, durationMs: number | null): DiffSide => ({ stepId: sid(id), step: 6, startMs: 0, durationMs, tries: 1, status: 'ok', failure: null, httpStatus: null, model: null, tokens: null })
const row = (kind: DiffRow['kind'], name: string, here: DiffSide | null, there: DiffSide | null): DiffRow => ({ kind, type: 'tool', name, depth: 0, changes: kind === 'changed' ? ['status'] : [], here, there }) as DiffRow

const rows = [
  row('missing', 'warm_up', null, side('w', 5)), row('same', 'plan', side('plan', 1_200), side('p', 1_000)), row('changed', 'search_docs', side('try1', 7_800), side('s', 1_900)),
  row('missing', 'validate', null, side('v', 5)), row('missing', 'respond', null, side('r', 5)), row('added', 'fetch', side('fetch', null), null),
]

describe('layComparison', () => {
  test('a lane of tries has one ghost, with how much longer it took', () => {
    const { ghosts } = layComparison(model, rows, 2)
    expect(ghosts.get(sid('try1'))).toMatchObject({ kind: 'changed', deltaMs: 5_900 })
    expect(ghosts.get(sid('plan'))).toMatchObject({ kind: 'same', deltaMs: 200 })
    expect(ghosts.get(sid('fetch'))).toMatchObject({ kind: 'added', deltaMs: null, there: null })
    expect(ghosts.size).toBe(3)
  })

  test('what is missing hangs on the step that it followed, or on the run', () => {
    const { missingAfter } = layComparison(model, rows, 2)
    expect([...missingAfter]).toEqual([['run', ['warm_up']], [sid('try1'), ['validate', 'respond']]])
  })

  test('the first difference leads to its row, or to the one before a missing step', () => {
    expect(layComparison(model, rows, 2).first?.rowId).toBe(sid('try1'))
    expect(layComparison(model, rows, 4).first?.rowId).toBe(sid('try1'))
    expect(layComparison(model, rows, 0).first?.rowId).toBe('run')
    expect(layComparison(model, rows, null).first).toBeNull()
  })

  test('a step that is not here yet is left out', () => {
    expect(layComparison(model, [row('same', 'later', side('not_yet', 1), side('x', 1))], null).ghosts.size).toBe(0)
  })
})
