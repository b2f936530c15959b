import type { WebhookDelivery, WebhookView } from '@agenttracer/schema/query'
import { useNavigation, useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'
import { Button } from '../../ui/button.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Field, fieldClass } from '../../ui/field.tsx'
import { Panel } from '../../ui/panel.tsx'
import { FailedPart } from '../../ui/states.tsx'
import { Ago } from '../../ui/when.tsx'
import { deliveryState, eventWords, formWords, isOnItsWay, subjectOf } from './delivery-words.ts'
import { SettingsFrame } from './frame.tsx'
import { NewSecret } from './new-secret.tsx'
import type { Loaded, Outcome } from './outcome.ts'
import type { WebhookSettings } from './webhook-forms.server.ts'
import { OwnForm } from '../../ui/own-form.tsx'

interface WebhooksPageProps {
  readonly loaded: Loaded<WebhookSettings>
  readonly outcome: Outcome | undefined
}

/** Where people are told of failures, and what they were told. */
export function WebhooksPage({ loaded, outcome }: WebhooksPageProps) {
  return (
    <SettingsFrame title="Webhooks" loaded={loaded} outcome={outcome}>
      {({ webhooks, deliveries }) =>
        outcome?.kind === 'webhook' ? (
          <NewSecret what="webhook" name={outcome.name} secret={outcome.secret} note="What is sent to this webhook is signed with it: a receiver can tell that it comes from here. Whoever loses it makes a new webhook." />
        ) : (
          <>
            <p className="max-w-3xl text-muted">
              A new or regressed group of failures, and an agent that went silent, are told once. A message holds names, codes, counts and links to these pages; there is nothing else that it could hold.
            </p>
            <NewWebhookForm />
            <Panel title="Webhooks">{webhooks.length === 0 ? <p className="text-muted">There are none yet.</p> : <WebhookTable webhooks={webhooks} />}</Panel>
            <Panel title="Deliveries" note="The newest 50. One that fails is tried again five times within about eight hours.">
              {deliveries === null ? <FailedPart what="The deliveries" /> : deliveries.length === 0 ? <p className="text-muted">Nothing was told yet.</p> : <DeliveryTable deliveries={deliveries} webhooks={webhooks} />}
            </Panel>
          </>
        )
      }
    </SettingsFrame>
  )
}

function NewWebhookForm() {
  const isBusy = useNavigation().formMethod === 'POST'
  return (
    <Panel title="New webhook" note="The address is kept as a secret: afterwards only its host is shown.">
      <OwnForm method="post" className="grid items-end gap-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,2fr)_minmax(0,1fr)_8rem_auto]">
        <Field label="Name">
          <input name="name" required maxLength={40} autoComplete="off" className={fieldClass} />
        </Field>
        <Field label="Address (https)">
          <input name="target" type="url" required maxLength={1024} autoComplete="off" spellCheck={false} placeholder="https://" className={fieldClass} />
        </Field>
        <Field label="Form">
          <select name="form" defaultValue="json" className={fieldClass}>
            <option value="json">JSON</option>
            <option value="slack">Slack</option>
          </select>
        </Field>
        <Field label="Silent after (min)">
          <input name="silentAfterMinutes" type="number" min="5" max="43200" step="1" placeholder="not told" className={fieldClass} />
        </Field>
        <Button type="submit" look="primary" name="wish" value="make" disabled={isBusy}>
          Create webhook
        </Button>
      </OwnForm>
    </Panel>
  )
}

function WebhookTable({ webhooks }: { readonly webhooks: readonly WebhookView[] }) {
  return (
    <table className="cards w-full text-[0.8125rem]" data-testid="webhooks">
      <thead className="text-xs text-muted">
        <tr className="border-b border-hairline">
          {['Name', 'Goes to', 'Form', 'Silence', 'Made'].map((name) => (
            <th key={name} scope="col">{name}</th>
          ))}
          <th scope="col"><span className="sr-only">Actions</span></th>
        </tr>
      </thead>
      <tbody>
        {webhooks.map(({ webhookId, name, host, form, silentAfterMinutes, createdAt }) => (
          <tr key={webhookId} className="border-b border-hairline">
            <th scope="row">{name}</th>
            <td className="font-mono text-xs">{host}</td>
            <td>{formWords[form]}</td>
            <td>{silentAfterMinutes === null ? <span className="text-muted">not told</span> : `after ${silentAfterMinutes} min`}</td>
            <td><Ago at={createdAt} /></td>
            <td className="max-md:ml-auto">
              <OwnForm method="post" className="flex justify-end gap-2">
                <input type="hidden" name="webhookId" value={webhookId} />
                <Button type="submit" name="wish" value="test" aria-label={`Send test to ${name}`}>Send test</Button>
                <Disclosure label="Remove" side="right" testId="remove-webhook" className="w-64">
                  <p className="mb-2">What is still to be told to {name} goes with it.</p>
                  <Button type="submit" look="primary" name="wish" value="remove">Remove {name}</Button>
                </Disclosure>
              </OwnForm>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** How often the log is read again while something is on its way. */
const againMs = 2_000

function DeliveryTable({ deliveries, webhooks }: { readonly deliveries: readonly WebhookDelivery[]; readonly webhooks: readonly WebhookView[] }) {
  const { revalidate } = useRevalidator()
  const isWaiting = deliveries.some(isOnItsWay)
  useEffect(() => {
    if (!isWaiting) return
    const timer = setInterval(revalidate, againMs)
    return () => clearInterval(timer)
  }, [isWaiting, revalidate])
  return (
    <table className="cards w-full text-[0.8125rem]" data-testid="deliveries">
      <thead className="text-xs text-muted">
        <tr className="border-b border-hairline">
          {['When', 'To', 'What', 'About', 'Result'].map((name) => (
            <th key={name} scope="col">{name}</th>
          ))}
          <th scope="col" className="num">Tries</th>
        </tr>
      </thead>
      <tbody>
        {deliveries.map((delivery) => (
          <tr key={delivery.deliveryId} className="border-b border-hairline">
            <td><Ago at={delivery.madeAt} /></td>
            <td>{webhooks.find(({ webhookId }) => webhookId === delivery.webhookId)?.name ?? 'removed'}</td>
            <td>{eventWords[delivery.event]}</td>
            <td className="text-muted">{subjectOf(delivery)}</td>
            <td className={delivery.trouble === null ? '' : 'text-failed-text'}>{deliveryState(delivery)}</td>
            <td className="num" data-label="tries">{delivery.attempts}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
