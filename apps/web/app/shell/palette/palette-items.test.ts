import { failureKeys } from '@agenttracer/schema'
import type { RunSummary } from '@agenttracer/schema/query'
import { expect, test } from 'vitest'
import { agentItems, codeItems, idItems, rankOf, runItems } from './palette-items.ts'

const runId = '01a20490-e770-7c64-a03e-82cacf4b7100'

test('a pasted run id opens the run, a trace id its runs, other text nothing', () => {
  expect(idItems('/p/x', ` ${runId.toUpperCase()} `)[0]?.to).toBe(`/p/x/runs/${runId}`)
  expect(idItems('/p/x', 'a'.repeat(32))[0]?.to).toBe(`/p/x/runs?trace=${'a'.repeat(32)}`)
  expect(['', 'hello', '0'.repeat(32), `${runId}/../..`].flatMap((text) => idItems('/p/x', text))).toEqual([])
})

test('every code of the catalogue is there, with its words', () => {
  const items = codeItems('/p/x')
  expect(items.map(({ label }) => label)).toEqual(failureKeys)
  expect(items.find(({ label }) => label === 'tool.rate_limited')?.words).toContain('rate limited')
  for (const { words } of items) expect(words).not.toMatch(/[{}[\]]/)
})

test.each([
  ['', ['Overview'], 1], ['over', ['Overview'], 1], ['rate', ['tool.rate_limited tool.rate limited'], 0.6], ['rate', ['refund-agent'], 0], ['limit tool', ['tool.rate_limited'], 0.6], ['ill', ['billing'], 0.2],
])('%s against %j ranks %s', (typed, words, rank) => expect(rankOf('x', typed, words)).toBe(rank))

test('a run that is in two lists is offered once; an agent leads to its runs', () => {
  const run = { runId, agentId: 'bot', agentVersion: '1', status: 'failed' } as unknown as RunSummary
  expect(runItems('/p/x', [run, run])).toHaveLength(1)
  expect(agentItems('/p/x', ['a/b'])[0]?.to).toBe('/p/x/runs?agent=a%2Fb')
})
