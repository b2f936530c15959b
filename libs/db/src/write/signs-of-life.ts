import type pg from 'pg'
import type { ProjectId } from '@agenttracer/schema'
import type { Words } from '../columns/words.ts'
import type { IngestRequest } from '../store.ts'
import type { NameRegistry } from './name-registry.ts'
import { sdkNames } from './register-batch.ts'

/** Open runs and the SDKs' loss counters: outside the merge. Counters are cumulative and merged by maximum, so a repeated batch adds nothing. */
export async function writeSignsOfLife(client: pg.PoolClient, project: ProjectId, requests: readonly IngestRequest[], { words, registry }: { words: Words; registry: NameRegistry }): Promise<void> {
  const open = [...new Set(requests.flatMap((request) => request.open))]
  if (open.length > 0) await client.query('SELECT agenttracer.mark_open_v1($1)', [open])
  const counts = requests.flatMap(({ client: sender }) => {
    if (sender === undefined) return []
    const [sdk, version] = sdkNames(sender).map(({ agent, kind, name }) => registry.id(project, agent, kind, name) ?? null)
    return sender.dropped.flatMap(({ reason, count }) => {
      const code = words.code('drop_reason', reason)
      return code === null || count === 0 ? [] : [{ clientId: sender.clientId, code, count, sdk: sdk ?? null, version: version ?? null }]
    })
  })
  if (counts.length === 0) return
  await client.query('SELECT agenttracer.count_drops_v1($1, $2, $3, $4, $5)', [
    counts.map((c) => c.clientId), counts.map((c) => c.code), counts.map((c) => c.count), counts.map((c) => c.sdk), counts.map((c) => c.version),
  ])
}
