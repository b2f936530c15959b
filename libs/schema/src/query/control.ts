import { z } from 'zod'
import type { ProjectId } from '../model/ids.ts'
import { isProjectId } from '../names/ids.ts'
import { instantLeaf, safeNameLeaf } from '../wire/leaf.ts'
import { typedName } from './typed-name.ts'

/** Inputs and answers of the control calls: keys, projects, retention. A typed name is the one thing here that a person writes freely. */
export const projectIdLeaf = z.string().length(36).refine(isProjectId) as unknown as z.ZodType<ProjectId, ProjectId>
export const keyScopes = ['ingest', 'query', 'admin'] as const

export const keySummary = z.object({
  keyId: z.uuid(),
  /** Null: an admin key, which belongs to the instance. */
  projectId: projectIdLeaf.nullable(),
  scope: z.enum(keyScopes),
  /** First characters, such as `at_ingest_3fK9`. */
  prefix: z.string().max(24),
  name: typedName,
  createdAt: instantLeaf,
  /** To the minute; null: never. */
  lastUsedAt: instantLeaf.nullable(),
  expiresAt: instantLeaf.nullable(),
  revokedAt: instantLeaf.nullable(),
})
export type KeyView = z.output<typeof keySummary>
export const keysList = z.object({ items: z.array(keySummary) })

/** Admin keys are listed and made apart: they belong to no project. */
export const keysInput = z.object({ scope: z.enum(['project', 'instance']).default('project') })
export const newKeyInput = z.object({ scope: z.enum(keyScopes), name: typedName, expiresInDays: z.coerce.number().int().min(1).max(3_650).optional() })
/** The one time that the key itself is shown. */
export const newKey = z.object({ key: z.string().max(80), summary: keySummary })
export const revokeKeyInput = z.object({ keyId: z.uuid(), scope: z.enum(['project', 'instance']).default('project') })
export const revoked = z.object({ revoked: z.boolean() })

export const projectSummary = z.object({ projectId: projectIdLeaf, slug: z.string().max(40), name: typedName, retentionDays: z.int() })
export type ProjectView = z.output<typeof projectSummary>
export const projectsList = z.object({ items: z.array(projectSummary) })
export const newProjectInput = z.object({ slug: z.string().max(40).regex(/^[a-z][a-z0-9-]*$/), name: typedName })

export const retentionInput = z.object({ days: z.coerce.number().int().min(1).max(3_650) })
export const retention = z.object({ retentionDays: z.int() })
export const environmentInput = z.object({ environment: safeNameLeaf })
export const deletedRuns = z.object({ deleted: z.int() })
