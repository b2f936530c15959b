import type { AgentTracerClient } from '@agenttracer/client'
import { newWebhookInput, webhookInput } from '@agenttracer/schema/query'
import type { WebhookDelivery, WebhookView } from '@agenttracer/schema/query'
import { redirect } from '@remix-run/node'
import type { Outcome } from './outcome.ts'
import { textOf } from './settings.server.ts'

export interface WebhookSettings {
  readonly webhooks: readonly WebhookView[]
  /** Null where they could not be read. */
  readonly deliveries: readonly WebhookDelivery[] | null
}

export async function readWebhooks(client: AgentTracerClient): Promise<WebhookSettings> {
  const [webhooks, deliveries] = await Promise.all([client.webhooks.list.query(), client.webhooks.deliveries.query().catch(() => null)])
  return { webhooks: webhooks.items, deliveries: deliveries?.items ?? null }
}

/** Makes, tests or removes a webhook by a form of its page. The typed target goes on and comes back in no answer. */
export async function webhookForm(client: AgentTracerClient, form: FormData, here: string): Promise<Outcome | Response | undefined> {
  const wish = textOf(form, 'wish')
  if (wish === 'make') return make(client, form)
  const chosen = webhookInput.safeParse({ webhookId: textOf(form, 'webhookId') })
  if (!chosen.success || (wish !== 'test' && wish !== 'remove')) return undefined
  if (wish === 'test') await client.webhooks.test.mutate(chosen.data)
  else await client.webhooks.remove.mutate(chosen.data)
  return redirect(here, 303)
}

async function make(client: AgentTracerClient, form: FormData): Promise<Outcome | undefined> {
  const silent = textOf(form, 'silentAfterMinutes')
  const wish = newWebhookInput.safeParse({ name: textOf(form, 'name'), target: textOf(form, 'target'), form: textOf(form, 'form'), ...(silent === '' ? {} : { silentAfterMinutes: silent }) })
  if (!wish.success) return undefined
  const { secret, summary } = await client.webhooks.create.mutate(wish.data)
  return { kind: 'webhook', secret, name: summary.name }
}
