import { describe, expect, it } from 'vitest'
import { clockText, countText, durationText } from './quantity-text.ts'
import { verdictMarkdown } from './verdict-markdown.ts'

describe('verdictMarkdown', () => {
  it('prints the fixed report in its order', () => {
    const tried = (durationMs: number) => ({ httpStatus: 503, durationMs })
    expect(verdictMarkdown({
      category: 'tool', code: 'upstream_error', stepType: 'tool', stepName: 'search_docs', httpStatus: 503, tries: { used: 3, max: 3 }, retrySpanMs: 7800,
      agent: 'support-bot', version: '2.4.0', permalink: 'https://traces.example/p/default/runs/1', startedAt: '2026-02-01T14:31:07.120Z', failedAt: '2026-02-01T14:31:16.960Z',
      runDurationMs: 9840, backoffMs: [500, 1000], environment: 'production', model: 'gpt-4o-mini', inputTokens: 12310, outputTokens: 842,
      firstSeenAt: '2026-02-01T14:02:00.000Z', firstSeenVersion: '2.4.0', runs24h: 38,
      path: [{ name: 'agent', durationMs: 9840 }, { name: 'search_docs', durationMs: 7800, tries: [tried(2100), tried(2200), tried(2000)] }],
    })).toBe(`### support-bot 2.4.0 failed: Tool "search_docs" returned HTTP 503 on all 3 tries
https://traces.example/p/default/runs/1

| Fact | Value |
| --- | --- |
| Code | \`tool.upstream_error\` |
| Step path | \`agent\` > \`search_docs\` |
| Tries | 3 of 3 |
| Waits | 500 ms + 1.00 s |
| Started (UTC) | 2026-02-01T14:31:07.120Z |
| Duration | 9.84 s |
| Environment | production |
| Model | gpt-4o-mini |
| HTTP status | 503 |
| Tokens | 12,310 in, 842 out |
| First seen | 2026-02-01T14:02:00.000Z, version 2.4.0 |
| Runs in 24 h | 38 |
| Last good run | none in retention |

Path: \`agent\` 9.84 s > \`search_docs\` 7.80 s (try 1 503 2.10 s; try 2 503 2.20 s; try 3 503 2.00 s)
Next: Check the service behind search_docs at 14:31 UTC; give the agent a fallback if it may be down. The 3 tries spanned only 7.80 s: a longer back-off may outlast it.
`)
  })

  it('says what is not recorded instead of zero', () => {
    const text = verdictMarkdown({ category: 'orchestration', code: 'node_exception', agent: 'a', version: '1', permalink: '/x', path: [] })
    expect(text).toContain('| Tokens | not recorded |')
    expect(text).toContain('| Step path | the run itself |')
    expect(text).not.toContain('Path: ')
  })
})

describe('quantities', () => {
  it.each([[0.2, '<1 ms'], [842.4, '842 ms'], [999.6, '1.00 s'], [4210, '4.21 s'], [9996, '10.0 s'], [42_100, '42.1 s'], [59_960, '1 m 00 s'], [187_000, '3 m 07 s'], [3_599_600, '1 h 00 m'], [3_840_000, '1 h 04 m']])('%d ms', (ms, text) => {
    expect(durationText(ms)).toBe(text)
  })
  it.each([[7, '7'], [9214, '9,214'], [1_234_567, '1,234,567']])('%d', (count, text) => {
    expect(countText(count)).toBe(text)
  })
  it('reads the clock of an instant, and nothing from anything else', () => {
    expect(clockText('2026-02-01T14:31:07.120Z')).toBe('14:31 UTC')
    expect(clockText('yesterday')).toBeUndefined()
  })
})
