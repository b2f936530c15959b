import { createHmac } from 'node:crypto'
import type { DeliveryResult, DeliveryTrouble, DueDelivery, WebhookStore } from '@agenttracer/db'
import type { ProjectId } from '@agenttracer/schema'
import { ApiFailure } from '../errors.ts'
import type { Log } from '../log-events.ts'
import { messageOf } from './message.ts'
import { postPinned } from './post-pinned.ts'
import { checkTarget } from './target-address.ts'
import type { Resolve } from './target-address.ts'

export interface DeliverOptions {
  readonly webhooks: Pick<WebhookStore, 'takeDue' | 'settle'>
  readonly log: Log
  readonly webUrl: string
  /** Targets inside are allowed, and plain HTTP. */
  readonly allowPrivate: boolean
  /** Of one try, in milliseconds; stopping waits for it. */
  readonly withinMs?: number
  /** Waits before the tries after the first, in milliseconds: as many as there are further tries. */
  readonly waitsMs?: readonly number[]
  readonly resolve?: Resolve
  readonly now?: () => number
}

const minute = 60_000
const defaultWaits = [30_000, 2 * minute, 10 * minute, 60 * minute, 360 * minute]
const atOnce = 10

/** Sends what is due of one project; how many were sent or tried. */
export async function deliverDue(project: { readonly projectId: ProjectId; readonly slug: string }, options: DeliverOptions): Promise<number> {
  const due = await options.webhooks.takeDue(project.projectId, atOnce)
  if (!due.ok) throw new ApiFailure('STORE_UNAVAILABLE')
  await Promise.all(
    due.value.map(async (delivery) => {
      const result = await deliver(delivery, project.slug, options)
      if (!(await options.webhooks.settle(project.projectId, result)).ok) throw new ApiFailure('STORE_UNAVAILABLE')
      options.log({ event: 'webhook.tried', deliveryId: delivery.deliveryId, attempt: delivery.attempt, outcome: result.isDelivered ? 'delivered' : (result.trouble ?? 'unreachable') })
    }),
  )
  return due.value.length
}

async function deliver(delivery: DueDelivery, project: string, { webUrl, allowPrivate, resolve, withinMs = 5_000, waitsMs = defaultWaits, now = Date.now }: DeliverOptions): Promise<DeliveryResult> {
  const { deliveryId, attempt, target, secret } = delivery
  const failed = (trouble: DeliveryTrouble, httpStatus: number | null = null): DeliveryResult => ({ deliveryId, isDelivered: false, httpStatus, trouble, againInMs: waitsMs[attempt - 1] ?? null })
  const checked = await checkTarget(target, { allowPrivate, resolve })
  if (!checked.ok) return failed(checked.why)
  const { body, contentType } = messageOf(delivery, { webUrl, project })
  const time = String(Math.floor(now() / 1000))
  const headers = {
    'content-type': contentType, 'user-agent': 'AgentTracer-Webhook/1', 'x-agenttracer-delivery': deliveryId, 'x-agenttracer-event': delivery.event, 'x-agenttracer-attempt': String(attempt),
    'x-agenttracer-signature': `t=${time},v1=${signature(secret, time, body)}`,
  }
  const sent = await postPinned({ url: checked.url, at: checked.at, headers, body, withinMs })
  if ('trouble' in sent) return failed(sent.trouble)
  const { httpStatus } = sent
  if (httpStatus >= 200 && httpStatus < 300) return { deliveryId, isDelivered: true, httpStatus, trouble: null, againInMs: null }
  return failed(httpStatus >= 300 && httpStatus < 400 ? 'redirect' : 'bad_status', httpStatus)
}

/** HMAC-SHA256 over the time and the body, as lower-case hex: a receiver can tell that it is from here, and fresh. */
export const signature = (secret: Uint8Array, time: string, body: string): string => createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')
