import { randomBytes, randomUUID } from 'node:crypto'
import { newWebhook, newWebhookInput, webhookDeliveries, webhookInput, webhookRemoved, webhooksList as list, webhookSummary, webhookTested } from '@agenttracer/schema/query'
import { adminProcedure, settled } from '../control/admin-procedure.ts'
import { asTrpcError } from '../error-edge.ts'
import { ApiFailure } from '../errors.ts'
import { answer } from '../query/answer.ts'
import { isPrivateLiteral, parseTarget } from './target-address.ts'

const secretBytes = 32
const shown = 50

export const webhooksList = adminProcedure
  .meta({ summary: 'Webhooks of the project; of their targets the hosts only' })
  .output(list)
  .query(async ({ ctx }) => list.parse({ items: answer(await ctx.control.webhooks.list(ctx.projectId)) }))

/** What says by itself that it is of the inside is refused at once; a name is looked up when something is sent, each time. */
export const webhooksCreate = adminProcedure
  .meta({ summary: 'A new webhook; the secret that signs what it is sent is shown this once' })
  .input(newWebhookInput)
  .output(newWebhook)
  .mutation(async ({ ctx, input }) => {
    const url = parseTarget(input.target, ctx.allowPrivateTargets)
    if (url === undefined) throw asTrpcError(new ApiFailure('BAD_PARAMETER', { hint: 'The target is not an https address without a user name that a webhook can be sent to.' }))
    if (!ctx.allowPrivateTargets && isPrivateLiteral(url)) {
      throw asTrpcError(new ApiFailure('BAD_PARAMETER', { hint: 'The target lies on this machine or in a private network. AGENTTRACER_WEBHOOK_PRIVATE_TARGETS=1 would allow it.' }))
    }
    const secret = randomBytes(secretBytes)
    const made = settled(await ctx.control.webhooks.create(ctx.projectId, { name: input.name, target: url.href, secret, form: input.form, silentAfterMinutes: input.silentAfterMinutes ?? null }, ctx.changedBy))
    ctx.log({ event: 'control.changed', action: 'webhook_created', subjectId: made.webhookId, requestId: ctx.requestId })
    return { secret: secret.toString('hex'), summary: webhookSummary.parse(made) }
  })

export const webhooksRemove = adminProcedure
  .meta({ summary: 'Removes a webhook and what it was still to be told' })
  .input(webhookInput)
  .output(webhookRemoved)
  .mutation(async ({ ctx, input }) => {
    const removed = answer(await ctx.control.webhooks.remove(ctx.projectId, input.webhookId, ctx.changedBy))
    if (removed) ctx.log({ event: 'control.changed', action: 'webhook_removed', subjectId: input.webhookId, requestId: ctx.requestId })
    return { removed }
  })

export const webhooksTest = adminProcedure
  .meta({ summary: 'Sends a test to a webhook within seconds; the delivery log tells how it went' })
  .input(webhookInput)
  .output(webhookTested)
  .mutation(async ({ ctx, input }) => ({
    queued: answer(await ctx.control.webhooks.enqueue(ctx.projectId, input.webhookId, { event: 'test', key: randomUUID(), happenedAt: new Date().toISOString() })),
  }))

export const webhooksDeliveries = adminProcedure
  .meta({ summary: 'The newest deliveries of the project and how they went' })
  .output(webhookDeliveries)
  .query(async ({ ctx }) => webhookDeliveries.parse({ items: answer(await ctx.control.webhooks.deliveries(ctx.projectId, shown)) }))
