import type pg from 'pg'
import { isProjectId } from '@agenttracer/schema/names'
import type { ProjectId } from '@agenttracer/schema'
import { wordOf } from '../columns/codes.ts'
import { inProject } from '../connect/project-transaction.ts'
import { noteChange } from '../control/audit.ts'
import type { ChangedBy } from '../control/audit.ts'
import { stored, storedIfAllowed } from '../control/stored.ts'
import type { ControlAnswer, Stored } from '../store.ts'
import { formCodes } from './form-codes.ts'
import { deliveries, enqueue, prune, settle, takeDue } from './deliveries.ts'
import type { NewWebhook, WebhookStore, WebhookSummary } from './webhook-store.ts'

interface WebhookRow {
  readonly webhook_id: string
  readonly name: string
  readonly host: string
  readonly form: number
  readonly silent_after_minutes: number | null
  readonly created_at: Date
}

/** The target never leaves the database here: only what stands before its path. */
const columns = "webhook_id, name::text AS name, substring(target::text from '^https?://[^/?#]+') AS host, form, silent_after_minutes, created_at"

const summary = (row: WebhookRow): WebhookSummary => ({
  webhookId: row.webhook_id, name: row.name, host: row.host, form: wordOf(formCodes, row.form), silentAfterMinutes: row.silent_after_minutes, createdAt: row.created_at.toISOString(),
})

const create = (pool: pg.Pool, project: ProjectId, { name, target, secret, form, silentAfterMinutes }: NewWebhook, by: ChangedBy): Promise<ControlAnswer<WebhookSummary>> =>
  storedIfAllowed(async () => {
    const made = await inProject(pool, project, 'write', async (client) => {
      const { rows } = await client.query<WebhookRow>(
        `INSERT INTO agenttracer_control.webhook (project_id, name, target, secret, form, silent_after_minutes) VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${columns}`,
        [project, name, target, Buffer.from(secret), formCodes[form], silentAfterMinutes],
      )
      for (const row of rows) await noteChange(client, { action: 'webhook_created', by, project, subjectId: row.webhook_id })
      return rows
    })
    return made.map(summary)[0] as WebhookSummary
  })

const list = (pool: pg.Pool, project: ProjectId): Promise<Stored<readonly WebhookSummary[]>> =>
  stored(async () => {
    const found = await inProject(pool, project, 'read', (client) => client.query<WebhookRow>(`SELECT ${columns} FROM agenttracer_control.webhook ORDER BY created_at DESC, webhook_id`))
    return found.rows.map(summary)
  })

const remove = (pool: pg.Pool, project: ProjectId, webhookId: string, by: ChangedBy): Promise<Stored<boolean>> =>
  stored(async () => {
    if (!isProjectId(webhookId)) return false
    return inProject(pool, project, 'write', async (client) => {
      const isRemoved = (await client.query('DELETE FROM agenttracer_control.webhook WHERE webhook_id = $1', [webhookId])).rowCount === 1
      if (isRemoved) await noteChange(client, { action: 'webhook_removed', by, project, subjectId: webhookId })
      return isRemoved
    })
  })

/** The webhooks of all projects, by the control role. */
export const webhookStore = (pool: pg.Pool): WebhookStore => ({
  create: (project, webhook, by) => create(pool, project, webhook, by),
  list: (project) => list(pool, project),
  remove: (project, webhookId, by) => remove(pool, project, webhookId, by),
  enqueue: (project, webhookId, event) => enqueue(pool, { project, webhookId, event }),
  takeDue: (project, limit) => takeDue(pool, project, limit),
  settle: (project, result) => settle(pool, project, result),
  deliveries: (project, limit) => deliveries(pool, project, limit),
  prune: (project, before) => prune(pool, project, before),
})
