import { statsSeries } from '@agenttracer/schema/query'
import type { SeriesTotals, StatsSeries } from '@agenttracer/schema/query'
import { describe, expect, test } from 'vitest'
import { chartSentence, chartsOf, mostLines, topOf } from './chart-model.ts'
import type { Chart } from './chart-model.ts'

const none = { tool: 0, model: 0, retrieval: 0, orchestration: 0 }
const totals = (runs: number, failed: number, more: Partial<SeriesTotals> = {}): SeriesTotals => ({
  runs, failed, rated: runs, degraded: 0, latencyMs: { p50: 100, p95: 400, p99: 900 }, retries: 2, tokens: { input: 1_000, output: 50 }, failures: { ...none, tool: failed, model: 1 }, ...more,
})
const points = [[40, 4], [0, 0], [60, 3]].map(([runs = 0, failed = 0], at) => ({ ...totals(runs, failed, runs === 0 ? { latencyMs: { p50: null, p95: null, p99: null }, failures: none } : {}), at: `2026-11-2${at}T00:00:00.000Z` }))
/** Parsed as an answer of the API would be: what it cannot hold fails here. */
const series = (more: object = {}): StatsSeries =>
  statsSeries.parse({ from: '2026-11-20T00:00:00.000Z', to: '2026-11-23T00:00:00.000Z', bucketMs: 86_400_000, points, totals: totals(100, 7), previous: totals(80, 1), previousFrom: '2026-11-17T00:00:00.000Z', split: null, values: [], furtherValues: 0, ...more })
const chart = (id: Chart['id'], of = series()): Chart => chartsOf(of).find((each) => each.id === id) as Chart

describe('charts of a series', () => {
  test('a part without a run has no rate and no length: a hole, not a zero', () => {
    expect(chart('rate').lines[0]?.values).toEqual([0.1, null, 0.05])
    expect(chart('latency').lines.map(({ name, values }) => [name, values[1]])).toEqual([['p50', null], ['p95', null], ['p99', null]])
    expect(chart('runs').lines[0]?.values).toEqual([40, 0, 60])
  })

  test('the band lies around the rate', () => {
    const [line] = chart('rate').lines
    expect(line?.band?.low[1]).toBeNull()
    expect(line?.band?.low[0]).toBeLessThan(0.1)
    expect(line?.band?.high[0]).toBeGreaterThan(0.1)
  })

  test('each tells its value and the one before', () => {
    expect(chartsOf(series()).map(({ now, before }) => [now, before])).toEqual([['100', '80'], ['7.0%', '1.3%'], ['p95 400 ms', '400 ms'], ['2', '2'], ['1,000 in, 50 out', '1,000 in, 50 out'], ['8', '2']])
    expect(chartSentence(chart('runs'))).toBe('Runs: 100, was 80 in the time before. By part: all runs between 0 and 60.')
  })

  test('with a split a line each, at most as many as there are colours', () => {
    const values = ['a', 'b', 'c', 'd', 'e', 'f'].map((value) => ({ value, totals: totals(1, 0), points }))
    for (const each of chartsOf(series({ split: 'version', values }))) {
      expect(each.lines.length).toBe(mostLines)
      expect(each.isStacked).toBe(false)
    }
  })

  test('stacked bars reach to their sum, a band does not flatten its line', () => {
    expect(topOf(chart('failures'))).toBe(5)
    expect(topOf(chart('rate'))).toBeLessThanOrEqual(0.2)
  })
})
