import { timesLonger } from '@agenttracer/testkit/times-longer'
import { expect, test } from 'vitest'
import { buildModel } from './build-model.ts'
import { aRun, columnsOf, sid } from './columns.fixture.ts'
import type { StepSpec } from './columns.fixture.ts'
import { collapsedAtFirst, visibleRows } from './visible-rows.ts'

/** Agents of 100 steps each, every tenth step a retry, the failure at the end of 10,000. */
const specs: readonly StepSpec[] = Array.from({ length: 10_000 }, (_, at): StepSpec => {
  const [group, inside] = [Math.floor(at / 100), at % 100]
  const from = group * 100 + inside
  if (inside === 0) return { id: `agent${group}`, from, to: from + 99, type: 'agent', name: 'worker' }
  const isRetry = inside % 10 === 9
  const base = { id: `s${at}`, parent: `agent${group}`, from, to: from + 1, name: `tool_${inside % 7}` }
  if (at === 9_999) return { ...base, status: 'error', role: 'root_cause' }
  return isRetry ? { ...base, attempt: 2, retryGroup: sid(`s${at - 1}`) } : inside % 10 === 8 ? { ...base, status: 'error', role: 'recovered', retryGroup: sid(base.id) } : base
})

function building(steps: readonly StepSpec[]): () => void {
  const columns = columnsOf(steps)
  const run = aRun({ status: 'failed', rootCauseStepId: sid('s9999') })
  return () => {
    const model = buildModel(columns, run)
    visibleRows(model, { collapsed: collapsedAtFirst(model), openFolds: new Set() })
  }
}

test('four times the steps cost no more than about four times as much', () => {
  expect(timesLonger(building(specs), building(specs.slice(7_500)))).toBeLessThan(10)
})

test('the root cause at the very end is a visible row although deep subtrees start collapsed', () => {
  const model = buildModel(columnsOf(specs), aRun({ status: 'failed', rootCauseStepId: sid('s9999') }))
  const lines = visibleRows(model, { collapsed: collapsedAtFirst(model), openFolds: new Set() })
  expect(lines.some((line) => line.row.index === model.rootCause && line.fold === null)).toBe(true)
})
