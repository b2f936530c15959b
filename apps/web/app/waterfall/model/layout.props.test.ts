import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildModel } from './build-model.ts'
import { ownTime } from './clamp.ts'
import { aRun, columnsOf, sid } from './columns.fixture.ts'
import type { StepSpec } from './columns.fixture.ts'
import { layout, leastBarPx } from './layout.ts'
import { timeScale } from './time-scale.ts'
import { bounded, panBy, zoomAt } from './time-window.ts'
import { visibleRows } from './visible-rows.ts'

const ids = Array.from({ length: 24 }, (_, at) => `s${at}`)

/** Steps as bad clocks, late parents and overlapping tries make them. */
const anyStep = (id: string): fc.Arbitrary<StepSpec> =>
  fc.record({
    id: fc.constant(id),
    parent: fc.option(fc.constantFrom(...ids, 'nowhere'), { nil: undefined }),
    group: fc.option(fc.constantFrom(...ids.slice(0, 6)), { nil: undefined }),
    from: fc.integer({ min: -5_000, max: 20_000 }),
    length: fc.option(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 15_000 })), { nil: null }),
    attempt: fc.integer({ min: 1, max: 40 }),
    status: fc.constantFrom('ok', 'error', 'running', 'cancelled', 'interrupted'),
    role: fc.constantFrom('none', 'root_cause', 'propagated', 'recovered', 'failed'),
    name: fc.constantFrom('a', 'b', 'c'),
  }).map(({ parent, group, length, from, ...rest }) => ({
    ...rest, from, to: length === null ? null : from + length, ...(parent === undefined ? {} : { parent }), ...(group === undefined ? {} : { retryGroup: sid(group) }),
  }))

const anyRun = fc.record({
  steps: fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 24 }).chain((chosen) => fc.tuple(...chosen.map(anyStep))),
  status: fc.constantFrom('success', 'failed', 'running', 'incomplete', 'cancelled'),
  durationMs: fc.option(fc.oneof(fc.constant(0), fc.double({ min: 0.001, max: 30_000, noNaN: true })), { nil: null }),
})
const anyWidth = fc.oneof(fc.integer({ min: 8, max: 2_000 }), fc.constantFrom(1, 3, 0, Number.NaN))
const anyWindow = fc.record({ from: fc.double({ min: -100, max: 30_000, noNaN: true }), to: fc.double({ min: -100, max: 30_000, noNaN: true }) })

test('bars are finite, wide enough, inside the lane, in order and apart', () => {
  fc.assert(
    fc.property(anyRun, anyWidth, anyWindow, fc.boolean(), ({ steps, status, durationMs }, width, wish, folded) => {
      const model = buildModel(columnsOf(steps), aRun({ status: status as 'failed', durationMs }))
      const lines = visibleRows(model, { collapsed: new Set(), openFolds: new Set(model.folds.map((fold) => fold.id)) })
      const scale = timeScale(bounded(wish, model.totalMs), width, folded ? model.gaps : [])
      for (const boxes of layout(lines, scale)) {
        let edge = 0
        for (const { x, width: wide, kind } of boxes) {
          expect(Number.isFinite(x) && Number.isFinite(wide)).toBe(true)
          expect(wide).toBeGreaterThanOrEqual(kind === 'bar' ? Math.min(leastBarPx, scale.widthPx) - 1e-6 : 0)
          expect(x).toBeGreaterThanOrEqual(edge - 1e-6)
          expect(x + wide).toBeLessThanOrEqual(scale.widthPx + 1e-6)
          edge = x + wide
        }
        const numbers = boxes.flatMap((box) => (box.attempt === undefined ? [] : [box.attempt]))
        expect([...numbers].sort((a, b) => a - b)).toEqual(numbers)
      }
    }),
    { numRuns: 300 },
  )
})

test('every recorded step is in exactly one row, below its run, and the critical path sums up to the run', () => {
  fc.assert(
    fc.property(anyRun, ({ steps, status, durationMs }) => {
      const model = buildModel(columnsOf(steps), aRun({ status: status as 'failed', durationMs }))
      expect(model.rows.flatMap((row) => row.attempts.map((attempt) => attempt.stepId)).sort()).toEqual(steps.map(({ id }) => sid(id)).sort())
      for (const row of model.rows.slice(1)) {
        expect(row.parent).toBeLessThan(row.index)
        expect(row.start).toBeLessThanOrEqual(row.end)
        expect(ownTime(model.rows, row)).toBeGreaterThanOrEqual(0)
      }
      const sum = model.criticalPath.filter((ms) => !Number.isNaN(ms)).reduce((total, ms) => total + ms, 0)
      expect(sum).toBeCloseTo(model.totalMs, 3)
    }),
    { numRuns: 300 },
  )
})

test('zoom and pan stay inside the run; a scale goes there and back', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 1e7, noNaN: true }), anyWindow, fc.double({ min: 0.01, max: 100, noNaN: true }), fc.double({ min: -3, max: 3, noNaN: true }), (total, wish, factor, share) => {
      for (const window of [bounded(wish, total), zoomAt(bounded(wish, total), wish.from, factor, total), panBy(bounded(wish, total), share, total)]) {
        expect(window.from).toBeGreaterThanOrEqual(0)
        expect(window.to).toBeLessThanOrEqual(total * (1 + 1e-9))
        expect(window.to).toBeGreaterThan(window.from)
        const scale = timeScale(window, 640)
        const middle = (window.from + window.to) / 2
        expect(scale.toMs(scale.toPx(middle))).toBeCloseTo(middle, 4)
      }
    }),
  )
})
