import { z } from 'zod'
import { instantLeaf, storedNameLeaf } from '../wire/leaf.ts'

/** Inputs and answers of the control calls that tell people of failures. The target is a secret: taken once, never given back. */
export const webhookForms = ['json', 'slack'] as const
export const webhookEvents = ['failure.new', 'failure.regressed', 'agent.silent', 'test'] as const
export const deliveryTroubles = ['timeout', 'unreachable', 'bad_status', 'redirect', 'not_resolved', 'private_address', 'bad_target'] as const

const typedName = z.string().trim().min(1).max(40).regex(/^[^\p{Cc}]*$/u)

export const webhookSummary = z.object({
  webhookId: z.uuid(),
  name: typedName,
  /** Scheme, host and port of the target; its path is a secret. */
  host: z.string().max(300),
  form: z.enum(webhookForms),
  /** Minutes without a run after which an agent that ran steadily counts as silent; null: not told. */
  silentAfterMinutes: z.int().nullable(),
  createdAt: instantLeaf,
})
export type WebhookView = z.output<typeof webhookSummary>
export const webhooksList = z.object({ items: z.array(webhookSummary) })

export const newWebhookInput = z.object({
  name: typedName,
  target: z.string().trim().min(1).max(1_024),
  form: z.enum(webhookForms),
  silentAfterMinutes: z.coerce.number().int().min(5).max(43_200).optional(),
})
/** The one time that the signing secret is shown. */
export const newWebhook = z.object({ secret: z.string().max(80), summary: webhookSummary })
export const webhookInput = z.object({ webhookId: z.uuid() })
export const webhookRemoved = z.object({ removed: z.boolean() })
export const webhookTested = z.object({ queued: z.boolean() })

export const webhookDelivery = z.object({
  deliveryId: z.uuid(),
  webhookId: z.uuid(),
  event: z.enum(webhookEvents),
  madeAt: instantLeaf,
  agent: storedNameLeaf.nullable(),
  failureKey: z.string().max(56).regex(/^[a-z]+\.[a-z_]+$/).nullable(),
  attempts: z.int(),
  deliveredAt: instantLeaf.nullable(),
  /** Null: delivered, or given up. */
  nextAt: instantLeaf.nullable(),
  httpStatus: z.int().nullable(),
  trouble: z.enum(deliveryTroubles).nullable(),
})
export type WebhookDelivery = z.output<typeof webhookDelivery>
export const webhookDeliveries = z.object({ items: z.array(webhookDelivery) })
