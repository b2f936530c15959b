import { expect, test } from 'vitest'
import { buildModel, openingRow, pathTo } from './build-model.ts'
import { aRun, columnsOf, exhaustedRetries, failed, sid } from './columns.fixture.ts'
import type { StepSpec } from './columns.fixture.ts'
import { largestParts } from './critical-path.ts'
import type { RunFrame } from './row.ts'

const model = (specs: readonly StepSpec[], run: Partial<RunFrame> = {}): ReturnType<typeof buildModel> => buildModel(columnsOf(specs), aRun(run))
const states = (specs: readonly StepSpec[], run: Partial<RunFrame> = {}): string[] => model(specs, run).rows.map((row) => `${row.name} ${row.state}`)

test('the tries of a step are one row with ordered attempts, and the cause is found', () => {
  const built = model(exhaustedRetries, { status: 'failed', rootCauseStepId: sid('try3') })
  expect(built.rows.map((row) => `${'  '.repeat(row.depth)}${row.name} ${row.state} ${row.attempts.length}`)).toEqual([
    'support-bot propagated 0', '  plan ok 1', '  research propagated 1', '    fetch ok 1', '    search_docs root-cause 3',
  ])
  expect(built.rootCause).toBe(4)
  expect(openingRow(built)).toBe(4)
  expect(built.failPath).toEqual([0, 2, 4])
  expect(built.failures).toEqual([4])
  expect(built.rows[4]?.durationMs).toBe(7_800)
  expect(built.rows[4]?.attempts.map((attempt) => [attempt.number, attempt.httpStatus, attempt.waitMs])).toEqual([[1, 503, null], [2, 503, 500], [3, 503, 1_000]])
})

test.each<[name: string, spec: Partial<StepSpec>, run: Partial<RunFrame>, expected: string]>([
  ['good', {}, {}, 'x ok'],
  ['failed by itself', { status: 'error', role: 'failed' }, {}, 'x failed'],
  ['failed below', { status: 'error', role: 'propagated' }, { status: 'failed' }, 'x propagated'],
  ['a code on a good step', { status: 'ok', role: 'root_cause' }, {}, 'x root-cause'],
  ['made good by a later call', { status: 'error', role: 'recovered' }, {}, 'x recovered'],
  ['cancelled', { status: 'cancelled', role: 'root_cause' }, { status: 'cancelled' }, 'x cancelled'],
  ['waiting for a person', { status: 'interrupted' }, { status: 'interrupted' }, 'x interrupted'],
  ['still going', { status: 'running', to: null }, { status: 'running', durationMs: null }, 'x running'],
  ['open in an ended run', { status: 'running', to: null }, { status: 'failed' }, 'x no-end'],
])('state of a step: %s', (_, spec, run, expected) => {
  expect(states([{ id: 'x', from: 0, to: 100, ...spec }], run)[1]).toBe(expected)
})

test.each<[run: Partial<RunFrame>, expected: string]>([
  [{ status: 'failed', rootCauseStepId: null }, 'root-cause'],
  [{ status: 'failed', rootCauseStepId: sid('x') }, 'propagated'],
  [{ status: 'failed' }, 'failed'],
  [{ status: 'success' }, 'ok'],
  [{ status: 'success', rootCauseStepId: null }, 'root-cause'],
  [{ status: 'incomplete' }, 'no-end'],
])('state of the run row for %o', (run, expected) => {
  expect(model([{ id: 'x', from: 0, to: 100 }], run).rows[0]?.state).toBe(expected)
})

test('recovered on the second try', () => {
  const built = model([
    { id: 'a', from: 0, to: 100, name: 'gpt', type: 'model', status: 'error', role: 'recovered', retryGroup: sid('a'), failure: failed(429, 'rate_limited') },
    { id: 'b', from: 300, to: 600, name: 'gpt', type: 'model', attempt: 2, retryGroup: sid('a') },
  ])
  expect(built.rows[1]).toMatchObject({ state: 'recovered', durationMs: 600 })
  expect(built.failures).toEqual([])
})

test('a step whose parent is not recorded comes last and is counted', () => {
  const built = model([{ id: 'lost', parent: 'nowhere', from: 0, to: 50 }, { id: 'a', from: 100, to: 200 }])
  expect(built.rows.map((row) => row.name)).toEqual(['support-bot', 'a', 'lost'])
  expect(built.warnings.orphans).toBe(1)
})

test('parents that go in a circle lose no row', () => {
  const built = model([{ id: 'a', parent: 'b', from: 0, to: 50 }, { id: 'b', parent: 'a', from: 10, to: 40 }, { id: 'own', parent: 'own', from: 0, to: 5 }])
  expect(built.rows).toHaveLength(4)
  expect(new Set(built.rows.map((row) => row.name))).toEqual(new Set(['support-bot', 'a', 'b', 'own']))
  for (const row of built.rows) expect(pathTo(built.rows, row.index)[0]).toBe(0)
})

test('a child outside its parent is clamped and marked', () => {
  const built = model([{ id: 'p', from: 1_000, to: 2_000 }, { id: 'c', parent: 'p', from: -500, to: 9_000 }])
  expect(built.rows[2]).toMatchObject({ start: 1_000, end: 2_000, isSkewed: true })
  expect(built.warnings.skewed).toBe(1)
})

test('rounding of instants to milliseconds is not skew', () => {
  const built = model([{ id: 'p', from: 0, to: 100 }, { id: 'c', parent: 'p', from: 50, to: 101 }])
  expect(built.warnings.skewed).toBe(0)
})

test('the critical path explains the whole run', () => {
  const built = model([
    { id: 'a', from: 0, to: 4_000 }, { id: 'side', from: 500, to: 3_000 }, { id: 'b', from: 4_000, to: 9_000 }, { id: 'b1', parent: 'b', from: 4_500, to: 8_500 },
  ])
  const names = [...built.criticalPath].flatMap((ms, index) => (Number.isNaN(ms) ? [] : [[built.rows[index]?.name, ms]])).sort()
  expect(names).toEqual([['a', 4_000], ['b', 1_000], ['b1', 4_000], ['support-bot', 1_000]])
  expect(largestParts(built.criticalPath, 2).map(({ row }) => built.rows[row]?.name)).toEqual(['a', 'b1'])
})

test('pauses without a leaf are found; waits between tries are none', () => {
  const built = model([
    { id: 'a', from: 0, to: 1_000, status: 'error', role: 'recovered', retryGroup: sid('a') }, { id: 'a2', from: 4_000, to: 5_000, attempt: 2, retryGroup: sid('a') }, { id: 'b', from: 8_000, to: 10_000 },
  ])
  expect(built.gaps).toEqual([{ start: 5_000, end: 8_000 }])
  expect(built.idleMs).toBe(3_000)
})

test('a failed run that nothing explains opens on the step that ended last', () => {
  const built = model([{ id: 'a', from: 0, to: 900 }, { id: 'b', from: 100, to: 300 }], { status: 'failed' })
  expect(built.rows[openingRow(built)]?.name).toBe('a')
})

test('a run without steps is one row', () => {
  const built = model([])
  expect(built.rows).toHaveLength(1)
  expect(built.gaps).toEqual([])
})

const tool = (id: string, from: number, more: Partial<StepSpec> = {}): StepSpec => ({ id, from, to: from + 10, name: id.replace(/\d/g, ''), ...more })

test('six like steps fold, the slowest stays', () => {
  const built = model([0, 1, 2, 3, 4, 5].map((at) => tool(`fetch${at}`, at * 20, at === 3 ? { to: 79 } : {})))
  expect(built.folds).toMatchObject([{ kind: 'same', label: 'fetch ×5', parent: 0 }])
  expect(built.folds[0]?.hidden).not.toContain(4)
})

test('a failed member stays outside the fold, four like steps do not fold', () => {
  const six = [0, 1, 2, 3, 4, 5].map((at) => tool(`fetch${at}`, at * 20, at === 2 ? { status: 'error', role: 'failed' } : {}))
  expect(model(six).folds[0]?.hidden).not.toContain(3)
  expect(model(six.slice(0, 4)).folds).toEqual([])
})

test('a cycle folds all rounds but the last', () => {
  const built = model(Array.from({ length: 8 }, (_, at) => tool(`${at % 2 === 0 ? 'think' : 'act'}${at}`, at * 20)))
  expect(built.folds).toMatchObject([{ kind: 'loop', label: 'loop ×4, last round shown', rounds: 4 }])
  expect(built.folds[0]?.hidden).toHaveLength(6)
})
