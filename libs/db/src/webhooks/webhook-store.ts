import type { FailureKey, Fingerprint, ProjectId, RunId } from '@agenttracer/schema'
import type { ChangedBy } from '../control/audit.ts'
import type { ControlAnswer, Stored } from '../store.ts'

export type WebhookForm = 'json' | 'slack'
export type WebhookEventName = 'failure.new' | 'failure.regressed' | 'agent.silent' | 'test'

export interface NewWebhook {
  readonly name: string
  /** A secret: nothing but the job that posts to it reads it again. */
  readonly target: string
  /** 32 bytes that sign what is sent. */
  readonly secret: Uint8Array
  readonly form: WebhookForm
  /** Null: silence is not told. */
  readonly silentAfterMinutes: number | null
}

/** A webhook as it may be shown: of its target the scheme and host only. */
export interface WebhookSummary {
  readonly webhookId: string
  readonly name: string
  readonly host: string
  readonly form: WebhookForm
  readonly silentAfterMinutes: number | null
  readonly createdAt: string
}

/** What happened, in facts of ours. */
export interface WebhookEvent {
  readonly event: WebhookEventName
  /** UUID: a digest of what makes two events the same. */
  readonly key: string
  readonly happenedAt: string
  readonly fingerprint?: Fingerprint
  readonly runId?: RunId
  readonly runs?: number
  readonly agent?: string
  readonly version?: string
  readonly failureKey?: FailureKey
  readonly stepType?: string
  readonly stepName?: string
  readonly httpStatus?: number
}

/** Why a try did not arrive; the last three are refusals of ours. */
export type DeliveryTrouble = 'timeout' | 'unreachable' | 'bad_status' | 'redirect' | 'not_resolved' | 'private_address' | 'bad_target'

export interface DueDelivery extends WebhookEvent {
  readonly deliveryId: string
  /** This try, from 1. */
  readonly attempt: number
  readonly form: WebhookForm
  readonly target: string
  readonly secret: Uint8Array
}

export interface DeliveryResult {
  readonly deliveryId: string
  readonly isDelivered: boolean
  readonly httpStatus: number | null
  readonly trouble: DeliveryTrouble | null
  /** Milliseconds until the next try; null: none. */
  readonly againInMs: number | null
}

export interface DeliveryView {
  readonly deliveryId: string
  readonly webhookId: string
  readonly event: WebhookEventName
  readonly madeAt: string
  readonly agent: string | null
  readonly failureKey: FailureKey | null
  readonly attempts: number
  readonly deliveredAt: string | null
  /** Null: delivered, or given up. */
  readonly nextAt: string | null
  readonly httpStatus: number | null
  readonly trouble: DeliveryTrouble | null
}

/** Targets to tell, and the durable list of what to tell them. */
export interface WebhookStore {
  create(project: ProjectId, webhook: NewWebhook, by: ChangedBy): Promise<ControlAnswer<WebhookSummary>>
  list(project: ProjectId): Promise<Stored<readonly WebhookSummary[]>>
  /** False when there is no such webhook. Its deliveries go with it. */
  remove(project: ProjectId, webhookId: string, by: ChangedBy): Promise<Stored<boolean>>
  /** Lists an event for a webhook, once however often it is said; whether it was news. */
  enqueue(project: ProjectId, webhookId: string, event: WebhookEvent): Promise<Stored<boolean>>
  /** Takes what is due, for a minute: a process that dies meanwhile leaves it to the next. */
  takeDue(project: ProjectId, limit: number): Promise<Stored<readonly DueDelivery[]>>
  settle(project: ProjectId, result: DeliveryResult): Promise<Stored<void>>
  /** Newest first. */
  deliveries(project: ProjectId, limit: number): Promise<Stored<readonly DeliveryView[]>>
  /** Forgets what was told before this instant. */
  prune(project: ProjectId, before: string): Promise<Stored<void>>
}
