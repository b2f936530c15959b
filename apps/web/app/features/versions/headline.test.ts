import { versionsDiff } from '@agenttracer/schema/query'
import type { VersionComparison, VersionsDiff } from '@agenttracer/schema/query'
import { expect, test } from 'vitest'
import { headline, versionReport } from './headline.ts'

const side = (version: string, ended: number, failed: number) => ({ version, firstSeenAt: '2026-11-20T00:00:00.000Z', runs: ended, rated: ended, failed, ended })
const metric = (more: Partial<VersionComparison>): VersionComparison => ({ metric: 'failure_rate', a: 0.008, b: 0.042, nA: 4_812, nB: 1_204, change: { value: 0.034, low: 0.024, high: 0.047 }, word: 'worse', ...more })
/** Parsed as an answer of the API would be: what it cannot hold fails here. */
const diffOf = (more: object): VersionsDiff =>
  versionsDiff.parse({
    from: '2026-11-08T00:00:00.000Z', to: '2026-11-22T00:00:00.000Z', agentId: 'support-bot', a: side('2.3.9', 4_812, 38), b: side('2.4.0', 1_204, 51), metrics: [metric({})],
    groups: { new: [], vanished: [], changed: [] }, tools: [], isSampled: false, versions: [], environments: [], ...more,
  })
const group = { fingerprint: 'a'.repeat(32), category: 'tool', code: 'upstream_error', stepType: 'tool', stepName: 'search_docs', httpStatus: 503, a: 0, b: 45, change: { value: 0.037, low: 0.02, high: 0.05 }, word: 'worse' }

test.each([
  { name: 'the bad first, then the good', given: { metrics: [metric({}), metric({ metric: 'duration_p50', a: 2_400, b: 2_100, change: { value: -300, low: -400, high: -200 }, word: 'better' })] }, said: 'Worse: failure rate 0.8% to 4.2% (+3.4 pts, 95% +2.4 to +4.7). Better: p50 2.40 s to 2.10 s (−300 ms, 95% −400 ms to −200 ms).' },
  { name: 'nothing clear', given: { metrics: [metric({ word: 'no_clear_change' })] }, said: 'No clear change from 2.3.9 to 2.4.0.' },
  { name: 'too few', given: { a: side('2.3.9', 12, 1), metrics: [metric({ word: 'too_few', change: null })] }, said: 'Too few runs to tell: 12 ended runs of 2.3.9 and 1,204 of 2.4.0 in this time. From 30 on each side a change is judged.' },
  { name: 'no version before', given: { a: null, metrics: [] }, said: '2.4.0 is the first version of support-bot in retention; there is none before it to compare with.' },
  { name: 'a group that came with it', given: { metrics: [metric({ word: 'no_clear_change' })], groups: { new: [group], vanished: [], changed: [] } }, said: 'No clear change from 2.3.9 to 2.4.0. 1 new group: 45 of the 51 failures of 2.4.0 (88%). Grew most: Tool "search_docs" returned HTTP 503, 0 of 4,812 runs to 45 of 1,204.' },
])('$name', ({ given, said }) => {
  expect(headline(diffOf(given))).toBe(said)
})

test('the report has the sentence, a line a metric and a line a group', () => {
  const text = versionReport(diffOf({ groups: { new: [group], vanished: [], changed: [] } }), 'http://localhost/x')
  expect(text).toContain('### support-bot: 2.3.9 against 2.4.0\nhttp://localhost/x\n\nWorse: failure rate')
  expect(text).toContain('| Failure rate | 0.8% | 4.2% | +3.4 pts, 95% +2.4 to +4.7 | worse |')
  expect(text).toContain('- New: Tool "search_docs" returned HTTP 503 (tool.upstream_error), 0 of 4,812 to 45 of 1,204 runs')
})
