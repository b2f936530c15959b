import type { RunSummary } from '@agenttracer/schema/query'
import { expect, test } from 'vitest'
import { arrive, liveRows, nothingLive, showWaiting } from './live-state.ts'

const run = (runId: string, status = 'success'): RunSummary => ({ runId, status, startedAt: `2026-11-22T00:00:0${runId}.000Z` }) as unknown as RunSummary
const list = [run('2'), run('1')]
const listed = new Set(['1', '2'])
const ids = (runs: readonly RunSummary[]): readonly string[] => runs.map(({ runId, status }) => `${runId} ${status}`)

test('new runs wait while rows must not move, changed ones change in their place', () => {
  const state = arrive(nothingLive, { runs: [run('3'), run('1', 'failed')], listed, mayMove: false })
  expect(ids(liveRows(state, list))).toEqual(['2 success', '1 failed'])
  const more = arrive(state, { runs: [run('4'), run('3', 'failed')], listed, mayMove: false })
  expect(ids(more.waiting)).toEqual(['4 success', '3 failed'])
  expect(ids(liveRows(showWaiting(more), list))).toEqual(['4 success', '3 failed', '2 success', '1 failed'])
})

test('at the top they come at once; one that came changes in its place', () => {
  const state = arrive(arrive(nothingLive, { runs: [run('3', 'running')], listed, mayMove: true }), { runs: [run('3', 'failed')], listed, mayMove: false })
  expect(state.waiting).toEqual([])
  expect(ids(liveRows(state, list))).toEqual(['3 failed', '2 success', '1 success'])
})

test('a list that was read again has each run once', () => {
  const state = arrive(nothingLive, { runs: [run('3')], listed, mayMove: true })
  expect(liveRows(state, [run('3'), ...list])).toHaveLength(3)
})
