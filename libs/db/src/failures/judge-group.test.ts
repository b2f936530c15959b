import fc from 'fast-check'
import { expect, test } from 'vitest'
import { failureModes } from '../columns/failure-modes.ts'
import { judgeGroup, rateRegression } from './judge-group.ts'
import type { Evidence } from './judge-group.ts'

const now = Date.parse('2026-03-01T12:00:00.000Z')
const state = (mode: keyof typeof failureModes, more: object = {}): Evidence['state'] => ({
  fingerprint: 'a', mode: failureModes[mode], changed_at: now - 1_000, changed_by: null, resolved_version: 1, ignored_until: null, ignored_above: null, ...more,
})
const share = (version: number, failing: number, runs: number): Evidence['versions'][number] => ({ version, failing, runs })
const quiet: Evidence = { state: undefined, seenAgain: undefined, isNew: false, versions: [], lastDay: { runs: 100, failing: 10 }, now }
const again = (later: string | null, isSame = false): Evidence['seenAgain'] => ({ fingerprint: 'a', later_run: later, later_version: 2, is_same: isSame })
const risen = [share(1, 3, 310), share(2, 12, 310)]

test.each<[name: string, evidence: Partial<Evidence>, standing: string, kind: string | null]>([
  ['nothing said, seen before', {}, 'open', null],
  ['first seen in the window', { isNew: true }, 'new', null],
  ['first seen in the window, in a version whose rate rose', { isNew: true, versions: risen }, 'new', null],
  ['rate rose with a version', { versions: risen }, 'regressed', 'rate'],
  ['opened again by hand, rate rose', { state: state('open'), versions: risen }, 'regressed', 'rate'],
  ['resolved', { state: state('resolvedInVersion'), isNew: true, versions: risen }, 'resolved', null],
  ['resolved, its version fails on', { state: state('resolvedInVersion'), seenAgain: again(null) }, 'resolved', null],
  ['resolved, a later version fails', { state: state('resolvedInVersion'), seenAgain: again('run') }, 'regressed', 'resolved'],
  ['resolved now, the same version fails', { state: state('resolvedNow'), seenAgain: again(null, true) }, 'open', null],
  ['resolved now, an older one fails', { state: state('resolvedNow'), seenAgain: again(null) }, 'resolved', null],
  ['ignored', { state: state('ignored'), versions: risen }, 'ignored', null],
  ['ignored until later', { state: state('ignoredUntil', { ignored_until: now + 1 }) }, 'ignored', null],
  ['ignored until now', { state: state('ignoredUntil', { ignored_until: now }) }, 'open', null],
  ['ignored up to its share', { state: state('ignoredAbove', { ignored_above: 0.1 }) }, 'ignored', null],
  ['ignored up to less', { state: state('ignoredAbove', { ignored_above: 0.09 }), versions: risen }, 'regressed', 'rate'],
  ['ignored up to less, too few runs to say', { state: state('ignoredAbove', { ignored_above: 0.01 }), lastDay: { runs: 29, failing: 29 } }, 'ignored', null],
])('%s: %s', (_, evidence, standing, kind) => {
  const judged = judgeGroup({ ...quiet, ...evidence })
  expect([judged.standing, judged.regression?.kind ?? null]).toEqual([standing, kind])
})

test.each<[name: string, versions: Evidence['versions'], isRegressed: boolean]>([
  ['no version', [], false],
  ['one version', [share(1, 30, 30)], false],
  ['29 runs before', [share(1, 0, 29), share(2, 100, 100)], false],
  ['29 runs now: the one before is judged', [share(1, 0, 100), share(2, 20, 100), share(3, 29, 29)], true],
  ['30 runs each', [share(1, 0, 30), share(2, 10, 30)], true],
  ['an interval that holds 0', [share(1, 4, 100), share(2, 8, 100)], false],
  ['it fell', [share(1, 50, 100), share(2, 5, 100)], false],
  ['only the last step counts', [share(1, 0, 100), share(2, 50, 100), share(3, 50, 100)], false],
])('regressed by rate: %s', (_, versions, isRegressed) => {
  expect(rateRegression(versions) !== null).toBe(isRegressed)
})

test('a regression by rate never points to fewer failures', () => {
  const versions = fc.array(fc.nat(400).chain((runs) => fc.nat(runs).map((failing) => share(1, failing, runs))), { maxLength: 5 })
  fc.assert(fc.property(versions, (list) => {
    const regression = rateRegression(list)
    if (regression?.kind !== 'rate') return
    const { now: after, before } = regression
    expect(after.failing / after.runs).toBeGreaterThan(before.failing / before.runs)
    expect(Math.min(after.runs, before.runs)).toBeGreaterThanOrEqual(30)
  }))
})
