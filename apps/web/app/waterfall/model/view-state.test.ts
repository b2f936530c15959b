import { expect, test } from 'vitest'
import { buildModel } from './build-model.ts'
import { aRun, columnsOf, exhaustedRetries, sid } from './columns.fixture.ts'
import { moveByKey, nextFailure } from './movement.ts'
import { openView, reduceView, viewParams } from './view-state.ts'
import { visibleRows } from './visible-rows.ts'

const model = buildModel(columnsOf(exhaustedRetries), aRun({ status: 'failed', rootCauseStepId: sid('try3') }))
const open = (query: string): ReturnType<typeof openView> => openView(model, new URLSearchParams(query))

test('without a step the page opens on the cause', () => {
  expect(open('')).toMatchObject({ isStepMissing: false, state: { selected: sid('try1'), attempt: null, window: null } })
})

test('a link to a later try selects its row and that try', () => {
  expect(open(`step=${sid('try2')}`).state).toMatchObject({ selected: sid('try1'), attempt: 2 })
  expect(open(`step=${sid('try1')}&attempt=3`).state).toMatchObject({ selected: sid('try1'), attempt: 3 })
})

test('an unknown step is told and the cause is selected instead', () => {
  expect(open('step=00000000000000aa')).toMatchObject({ isStepMissing: true, state: { selected: sid('try1') } })
})

test('what is written to the URL opens the same view', () => {
  let state = open('').state
  state = reduceView(model, state, { do: 'select', row: sid('try1'), attempt: 2 })
  state = reduceView(model, state, { do: 'window', window: { from: 1_200, to: 4_800 } })
  state = reduceView(model, state, { do: 'gaps' })
  state = reduceView(model, state, { do: 'toggle', id: sid('plan'), isFold: false })
  const params = new URLSearchParams(Object.entries(viewParams(model, state)).flatMap(([key, value]) => (value === null ? [] : [[key, value]])))
  expect(params.get('z')).toBe('1200-4800')
  expect(openView(model, params).state).toEqual(state)
})

test('selecting a hidden row opens the way to it', () => {
  const closed = reduceView(model, open('step=run').state, { do: 'toggle', id: sid('research'), isFold: false })
  expect(visibleRows(model, closed.openness)).toHaveLength(3)
  const selected = reduceView(model, closed, { do: 'select', row: sid('try3') })
  expect(visibleRows(model, selected.openness)).toHaveLength(5)
})

const lines = visibleRows(model, { collapsed: new Set(), openFolds: new Set() })

test.each<[key: string, from: number, expected: unknown]>([
  ['ArrowDown', 0, { to: 1 }],
  ['ArrowDown', 4, { to: 4 }],
  ['ArrowUp', 0, { to: 0 }],
  ['End', 0, { to: 4 }],
  ['PageDown', 0, { to: 3 }],
  ['PageUp', 4, { to: 1 }],
  ['ArrowRight', 2, { to: 3 }],
  ['ArrowRight', 1, undefined],
  ['ArrowLeft', 4, { to: 2 }],
  ['ArrowLeft', 2, { toggle: lines[2] }],
  ['a', 2, undefined],
])('%s from line %s', (key, from, expected) => {
  expect(moveByKey(lines, from, key, 3)).toEqual(expected)
})

test('failures go round in both directions', () => {
  const two = buildModel(
    columnsOf([{ id: 'a', from: 0, to: 1, status: 'error', role: 'failed' }, { id: 'b', from: 2, to: 3 }, { id: 'c', from: 4, to: 5, status: 'error', role: 'root_cause' }]),
    aRun({ status: 'failed', rootCauseStepId: sid('c') }),
  )
  expect([nextFailure(two, 0, false), nextFailure(two, 1, false), nextFailure(two, 3, false)]).toEqual([1, 3, 1])
  expect([nextFailure(two, 3, true), nextFailure(two, 1, true)]).toEqual([1, 3])
  expect(nextFailure(buildModel(columnsOf([]), aRun()), 0, false)).toBeUndefined()
})
