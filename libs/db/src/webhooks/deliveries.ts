import type pg from 'pg'
import type { FailureKey, Fingerprint, ProjectId, RunId } from '@agenttracer/schema'
import { isProjectId } from '@agenttracer/schema/names'
import { wordOf } from '../columns/codes.ts'
import { inProject } from '../connect/project-transaction.ts'
import { stored } from '../control/stored.ts'
import type { Stored } from '../store.ts'
import type { DeliveryResult, DeliveryTrouble, DeliveryView, DueDelivery, WebhookEvent, WebhookEventName } from './webhook-store.ts'
import { formCodes } from './form-codes.ts'

const eventCodes = { 'failure.new': 1, 'failure.regressed': 2, 'agent.silent': 3, test: 4 } as const satisfies Record<WebhookEventName, number>

interface ListedEvent {
  readonly project: ProjectId
  readonly webhookId: string
  readonly event: WebhookEvent
}

export const enqueue = (pool: pg.Pool, { project, webhookId, event }: ListedEvent): Promise<Stored<boolean>> =>
  stored(async () => {
    if (!isProjectId(webhookId)) return false
    const made = await inProject(pool, project, 'write', (client) =>
      client.query(
        `INSERT INTO agenttracer_control.webhook_delivery (project_id, webhook_id, event, event_key, happened_at, fingerprint, run_id, runs, agent, version, failure_key, step_type, step_name, http_status)
         SELECT $1, w.webhook_id, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14 FROM agenttracer_control.webhook w WHERE w.webhook_id = $2
         ON CONFLICT (webhook_id, event, event_key) DO NOTHING`,
        [
          project, webhookId, eventCodes[event.event], event.key, event.happenedAt, event.fingerprint ?? null, event.runId ?? null, event.runs ?? null, event.agent ?? null,
          event.version ?? null, event.failureKey ?? null, event.stepType ?? null, event.stepName ?? null, event.httpStatus ?? null,
        ],
      ))
    return made.rowCount === 1
  })

interface DueRow {
  readonly delivery_id: string
  readonly event: number
  readonly event_key: string
  readonly happened_at: Date
  readonly fingerprint: string | null
  readonly run_id: string | null
  readonly runs: number | null
  readonly agent: string | null
  readonly version: string | null
  readonly failure_key: string | null
  readonly step_type: string | null
  readonly step_name: string | null
  readonly http_status: number | null
  readonly attempts: number
  readonly form: number
  readonly target: string
  readonly secret: Buffer
}

/** Two processes take different ones; who dies with one in hand leaves it to the next after a minute. */
const take = `
  WITH due AS (
    SELECT d.delivery_id FROM agenttracer_control.webhook_delivery d WHERE d.next_at <= now() ORDER BY d.next_at LIMIT $1 FOR UPDATE SKIP LOCKED)
  UPDATE agenttracer_control.webhook_delivery d SET attempts = d.attempts + 1, next_at = now() + interval '1 minute'
  FROM due, agenttracer_control.webhook w WHERE d.delivery_id = due.delivery_id AND w.webhook_id = d.webhook_id
  RETURNING d.delivery_id, d.event, d.event_key, d.happened_at, replace(d.fingerprint::text, '-', '') AS fingerprint, d.run_id, d.runs, d.agent::text AS agent, d.version::text AS version,
    d.failure_key::text AS failure_key, d.step_type::text AS step_type, d.step_name::text AS step_name, d.http_status, d.attempts, w.form, w.target::text AS target, w.secret`

export const takeDue = (pool: pg.Pool, project: ProjectId, limit: number): Promise<Stored<readonly DueDelivery[]>> =>
  stored(async () => (await inProject(pool, project, 'write', (client) => client.query<DueRow>(take, [limit]))).rows.map(dueDelivery))

function dueDelivery(row: DueRow): DueDelivery {
  return {
    deliveryId: row.delivery_id, attempt: row.attempts, form: wordOf(formCodes, row.form), target: row.target, secret: row.secret,
    event: wordOf(eventCodes, row.event), key: row.event_key, happenedAt: row.happened_at.toISOString(),
    ...(row.fingerprint === null ? {} : { fingerprint: row.fingerprint as Fingerprint }), ...(row.run_id === null ? {} : { runId: row.run_id as RunId }),
    ...(row.runs === null ? {} : { runs: row.runs }), ...(row.agent === null ? {} : { agent: row.agent }), ...(row.version === null ? {} : { version: row.version }),
    ...(row.failure_key === null ? {} : { failureKey: row.failure_key as FailureKey }), ...(row.step_type === null ? {} : { stepType: row.step_type }),
    ...(row.step_name === null ? {} : { stepName: row.step_name }), ...(row.http_status === null ? {} : { httpStatus: row.http_status }),
  }
}

export const settle = (pool: pg.Pool, project: ProjectId, { deliveryId, isDelivered, httpStatus, trouble, againInMs }: DeliveryResult): Promise<Stored<void>> =>
  stored(async () => {
    await inProject(pool, project, 'write', (client) =>
      client.query(
        `UPDATE agenttracer_control.webhook_delivery SET delivered_at = CASE WHEN $2 THEN now() END, last_status = $3, last_trouble = $4, next_at = now() + $5 * interval '1 millisecond'
         WHERE delivery_id = $1`,
        [deliveryId, isDelivered, httpStatus, trouble, isDelivered ? null : againInMs],
      ))
  })

interface DeliveryRow {
  readonly delivery_id: string
  readonly webhook_id: string
  readonly event: number
  readonly made_at: Date
  readonly agent: string | null
  readonly failure_key: string | null
  readonly attempts: number
  readonly delivered_at: Date | null
  readonly next_at: Date | null
  readonly last_status: number | null
  readonly last_trouble: string | null
}

export const deliveries = (pool: pg.Pool, project: ProjectId, limit: number): Promise<Stored<readonly DeliveryView[]>> =>
  stored(async () => {
    const found = await inProject(pool, project, 'read', (client) =>
      client.query<DeliveryRow>(
        `SELECT delivery_id, webhook_id, event, made_at, agent::text AS agent, failure_key::text AS failure_key, attempts, delivered_at, next_at, last_status, last_trouble::text AS last_trouble
         FROM agenttracer_control.webhook_delivery ORDER BY made_at DESC, delivery_id LIMIT $1`,
        [limit],
      ))
    return found.rows.map((row): DeliveryView => ({
      deliveryId: row.delivery_id, webhookId: row.webhook_id, event: wordOf(eventCodes, row.event), madeAt: row.made_at.toISOString(), agent: row.agent,
      failureKey: row.failure_key as FailureKey | null, attempts: row.attempts, deliveredAt: row.delivered_at?.toISOString() ?? null, nextAt: row.next_at?.toISOString() ?? null,
      httpStatus: row.last_status, trouble: row.last_trouble as DeliveryTrouble | null,
    }))
  })

export const prune = (pool: pg.Pool, project: ProjectId, before: string): Promise<Stored<void>> =>
  stored(async () => {
    await inProject(pool, project, 'write', (client) => client.query('DELETE FROM agenttracer_control.webhook_delivery WHERE made_at < $1 AND next_at IS NULL', [before]))
  })
