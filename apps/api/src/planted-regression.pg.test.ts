import type { FailureGroupRow, FailuresPage, TopFailures } from '@agenttracer/schema/query'
import { playAgentVersion } from '@agenttracer/testkit/failure-scenarios'
import { expect, test } from 'vitest'
import { hashKey } from './door/authenticate.ts'
import { useTestApi } from './testing/use-test-api.fixture.ts'

const adminKey = `at_admin_${'e'.repeat(48)}`
const agentId = 'order-desk'
const api = useTestApi({ adminKeyHash: hashKey(adminKey) })

const play = (version: string, runs: number, failing: number): Promise<void> => playAgentVersion({ apiUrl: `http://127.0.0.1:${api.ingestPort}`, agentId, version, runs, failing })
const attention = async (): Promise<readonly FailureGroupRow[]> =>
  (await api.query.get<{ result: { data: TopFailures } }>(`/trpc/overview.topFailures?input=${encodeURIComponent(JSON.stringify({ agent: agentId }))}`)).body.result.data.attention
const listed = async (): Promise<readonly FailureGroupRow[]> => (await api.query.get<FailuresPage>(`/v1/failures?agent=${agentId}`)).body.items

test('a regression in a release of a real agent: named with its version and share, resolved, seen again', { timeout: 120_000 }, async () => {
  await play('1.0.0', 8, 0)
  expect(await listed()).toEqual([])
  await play('1.1.0', 8, 5)
  const [row, ...more] = await attention()
  expect(more).toEqual([])
  expect(row).toMatchObject({
    category: 'tool', code: 'upstream_error', stepType: 'tool', stepName: 'lookup_order', httpStatus: 500, runs: 5, agentRuns: 16, isNew: true, standing: 'new', firstSeenVersion: '1.1.0',
    versions: ['1.1.0'], versionBefore: { version: '1.0.0', runs: 8 },
  })
  const resolved = await api.query.post('/trpc/failures.setState', { fp: row?.fingerprint, state: 'resolved', version: '1.1.0' }, { authorization: `Bearer ${adminKey}` })
  expect(resolved.status).toBe(200)
  expect(await attention()).toEqual([])
  await play('1.2.0', 2, 1)
  expect(await attention()).toMatchObject([{ fingerprint: row?.fingerprint, standing: 'regressed', regression: { kind: 'resolved', resolvedVersion: '1.1.0', version: '1.2.0' }, runs: 6 }])
})
