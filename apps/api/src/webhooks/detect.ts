import { createHash } from 'node:crypto'
import type { QueryStore, Stored, WebhookEvent, WebhookStore, WebhookSummary } from '@agenttracer/db'
import { failureKey } from '@agenttracer/schema'
import type { ProjectId, RunFilter, SafeName } from '@agenttracer/schema'
import { runIdTime } from '@agenttracer/schema/names'
import type { FailureGroupRow } from '@agenttracer/schema/query'
import { ApiFailure } from '../errors.ts'
import { isSilent } from './silence.ts'

export interface DetectOptions {
  readonly webhooks: Pick<WebhookStore, 'enqueue' | 'list'>
  readonly store: Pick<QueryStore, 'listFailures' | 'listAgents' | 'listRuns'>
  readonly now?: () => number
}

const weekMs = 7 * 86_400_000
const mostGroups = 100
const lastRuns = 10
/** Nobody is to be woken by the demo. */
const noDemo = { include: [], exclude: ['demo' as SafeName] } as const

/** Lists what a project's webhooks are to be told and have not been; how many that were. */
export async function detect(project: ProjectId, { webhooks, store, now = Date.now }: DetectOptions): Promise<number> {
  const targets = got(await webhooks.list(project))
  if (targets.length === 0) return 0
  const failures = failureEvents(got(await store.listFailures(project, { filter: { env: noDemo, last: '24h' }, state: 'open', sort: '-last', limit: mostGroups })).items)
  let told = 0
  for (const webhook of targets) {
    const silent = webhook.silentAfterMinutes === null ? [] : await silentAgents(project, store, now(), webhook.silentAfterMinutes * 60_000)
    for (const event of [...failures, ...silent]) if (isSince(event, webhook) && got(await webhooks.enqueue(project, webhook.webhookId, event))) told += 1
  }
  return told
}

/** A webhook is told what happens from its making on, not what it finds. */
const isSince = ({ event, happenedAt }: WebhookEvent, { createdAt, silentAfterMinutes }: WebhookSummary): boolean =>
  Date.parse(happenedAt) + (event === 'agent.silent' ? (silentAfterMinutes ?? 0) * 60_000 : 0) >= Date.parse(createdAt)

/** New and regressed groups as events. A group that regresses again, in another version, is another event. */
export function failureEvents(groups: readonly FailureGroupRow[]): WebhookEvent[] {
  return groups.flatMap((group): WebhookEvent[] => {
    const key = failureKey(group.category, group.code)
    if (key === undefined || (group.standing !== 'new' && group.standing !== 'regressed')) return []
    const { regression } = group
    const version = group.standing === 'new' ? group.firstSeenVersion : (regression?.version ?? group.versions.at(-1))
    const facts = {
      fingerprint: group.fingerprint, runId: group.newestRunId, runs: group.runs, agent: group.agentId as string, failureKey: key,
      ...(version === undefined ? {} : { version: version as string }), ...(group.stepType === null ? {} : { stepType: group.stepType }),
      ...(group.stepName === null ? {} : { stepName: group.stepName as string }), ...(group.httpStatus === null ? {} : { httpStatus: group.httpStatus }),
    }
    if (group.standing === 'new') return [{ event: 'failure.new', key: keyOf(group.fingerprint, group.firstSeenAt), happenedAt: group.firstSeenAt, ...facts }]
    const since = regression?.kind === 'resolved' ? regression.resolvedAt : ''
    const happenedAt = regression?.kind === 'resolved' ? new Date(runIdTime(regression.runId)).toISOString() : group.lastSeenAt
    return [{ event: 'failure.regressed', key: keyOf(group.fingerprint, version ?? '', since), happenedAt, ...facts }]
  })
}

async function silentAgents(project: ProjectId, store: DetectOptions['store'], now: number, afterMs: number): Promise<WebhookEvent[]> {
  const agents = got(await store.listAgents(project)).items.filter(({ lastSeenAt }) => now - Date.parse(lastSeenAt) > afterMs && now - Date.parse(lastSeenAt) < weekMs)
  const events: WebhookEvent[] = []
  for (const { agentId } of agents) {
    const filter: RunFilter = { agent: { include: [agentId], exclude: [] }, env: noDemo }
    const { items } = got(await store.listRuns(project, { filter, sort: '-started', limit: lastRuns }))
    const [newest] = items
    // A run that goes on is a sign of life, however long ago it began.
    if (newest === undefined || items.some(({ status }) => status === 'running') || !isSilent(items.map(({ startedAt }) => Date.parse(startedAt)), now, afterMs)) continue
    events.push({ event: 'agent.silent', key: keyOf(agentId, newest.startedAt), happenedAt: newest.startedAt, agent: agentId, version: newest.agentVersion, runId: newest.runId })
  }
  return events
}

/** The same facts give the same UUID, in whichever process. */
function keyOf(...facts: readonly string[]): string {
  const hex = createHash('sha256').update(facts.join('\n')).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}

function got<T>(answer: Stored<T>): T {
  if (!answer.ok) throw new ApiFailure('STORE_UNAVAILABLE')
  return answer.value
}
