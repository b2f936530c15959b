import { z } from 'zod'
import { instantLeaf } from '../wire/leaf.ts'
import { keyScopes } from './control.ts'

/** What can be changed by control calls. Stored as the word itself; a word of a newer release is read as `other`. */
export const auditActions = [
  'key_created', 'key_revoked', 'project_created', 'environment_deletion_began', 'environment_deleted', 'retention_set', 'failure_opened', 'failure_resolved', 'failure_ignored',
  'view_saved', 'view_deleted', 'names_reset', 'webhook_created', 'webhook_removed', 'other',
] as const
export type AuditAction = (typeof auditActions)[number]

/**
 * Who: `instance_key` the admin key in a file beside the server; `admin_key` one made in Settings; `web` a person at the pages of the web
 * server; `setting` the environment of the process.
 */
export const auditActors = ['instance_key', 'admin_key', 'web', 'setting'] as const
export type AuditActor = (typeof auditActors)[number]

export const auditEntry = z.object({
  changedAt: instantLeaf,
  action: z.enum(auditActions),
  actor: z.enum(auditActors),
  /** First characters of the key, for `admin_key`. */
  keyPrefix: z.string().max(24).nullable(),
  /** Id of the key, project, view, webhook or group of failures. */
  subjectId: z.guid().nullable(),
  /** Of a key. */
  scope: z.enum(keyScopes).nullable(),
  /** Days of a retention, runs that were deleted. */
  amount: z.int().nullable(),
  /** A change of the instance: of admin keys or projects. */
  isInstance: z.boolean(),
})
export type AuditEntry = z.output<typeof auditEntry>

export const auditListInput = z.object({
  /** Opaque; `nextCursor` of an answer. */
  cursor: z.string().max(20).regex(/^\d{1,18}$/).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
})
export const auditPage = z.object({ items: z.array(auditEntry), nextCursor: z.string().nullable() })
export type AuditPage = z.output<typeof auditPage>
