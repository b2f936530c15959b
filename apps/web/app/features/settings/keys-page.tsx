import type { KeyView } from '@agenttracer/schema/query'
import { useNavigation } from '@remix-run/react'
import { Button } from '../../ui/button.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Field, fieldClass } from '../../ui/field.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Ago } from '../../ui/when.tsx'
import { SettingsFrame } from './frame.tsx'
import { NewSecret } from './new-secret.tsx'
import type { Loaded, Outcome } from './outcome.ts'
import { OwnForm } from '../../ui/own-form.tsx'

interface KeysPageProps {
  readonly loaded: Loaded<readonly KeyView[]>
  readonly outcome: Outcome | undefined
}

const scopes = [['ingest', 'Ingest: agents send runs with it'], ['query', 'Query: programs read runs with it'], ['admin', 'Admin: makes and revokes keys, for the whole instance']] as const

/** The keys that open the doors. */
export function KeysPage({ loaded, outcome }: KeysPageProps) {
  return (
    <SettingsFrame title="Keys" loaded={loaded} outcome={outcome}>
      {(keys) =>
        outcome?.kind === 'made' ? (
          <NewSecret what="key" name={outcome.summary.name} secret={outcome.key} note="Only its hash is stored. Put it where your secrets are; whoever loses it makes a new one." key={outcome.summary.keyId} />
        ) : (
          <>
            <NewKeyForm />
            <Panel title="Keys" note="A revoked key stops within a second.">
              {keys.length === 0 ? <p className="text-muted">There are no keys yet. Programs on this machine need none while AgentTracer runs locally.</p> : <KeyTable keys={keys} />}
            </Panel>
          </>
        )
      }
    </SettingsFrame>
  )
}

function NewKeyForm() {
  const isBusy = useNavigation().formMethod === 'POST'
  return (
    <Panel title="New key" note="It is shown once and stored as a hash.">
      <OwnForm method="post" className="grid items-end gap-3 sm:grid-cols-[minmax(0,2fr)_minmax(0,2fr)_8rem_auto]">
        <Field label="Name">
          <input name="name" required maxLength={40} autoComplete="off" className={fieldClass} />
        </Field>
        <Field label="What it may do">
          <select name="scope" defaultValue="ingest" className={fieldClass}>
            {scopes.map(([scope, text]) => (
              <option key={scope} value={scope}>
                {text}
              </option>
            ))}
          </select>
        </Field>
        <Field label="Ends after (days)">
          <input name="days" type="number" min="1" max="3650" step="1" placeholder="never" className={fieldClass} />
        </Field>
        <Button type="submit" look="primary" name="wish" value="make" disabled={isBusy}>
          Create key
        </Button>
      </OwnForm>
    </Panel>
  )
}

function KeyTable({ keys }: { readonly keys: readonly KeyView[] }) {
  return (
    <table className="cards w-full text-[0.8125rem]" data-testid="keys-table">
      <thead className="text-xs text-muted">
        <tr className="border-b border-hairline">
          {['Name', 'Key', 'Scope', 'Created', 'Last used', 'Ends'].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
          <th scope="col">
            <span className="sr-only">Revoke</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <KeyRow key={key.keyId} summary={key} />
        ))}
      </tbody>
    </table>
  )
}

function KeyRow({ summary }: { readonly summary: KeyView }) {
  const { keyId, name, prefix, scope, createdAt, lastUsedAt, expiresAt, revokedAt } = summary
  return (
    <tr className="border-b border-hairline" data-key-id={keyId}>
      <th scope="row" className="font-medium">
        {name}
      </th>
      <td className="font-mono text-xs">{prefix}…</td>
      <td>{scope}</td>
      <td>
        <span className="text-muted md:hidden">created </span>
        <Ago at={createdAt} />
      </td>
      <td>
        <span className="text-muted md:hidden">used </span>
        {lastUsedAt === null ? <span className="text-muted">never</span> : <Ago at={lastUsedAt} />}
      </td>
      <td>
        <span className="text-muted md:hidden">ends </span>
        {expiresAt === null ? <span className="text-muted">never</span> : <Ago at={expiresAt} />}
      </td>
      <td>{revokedAt === null ? <RevokeForm summary={summary} /> : <span className="text-cancelled-text">Revoked <Ago at={revokedAt} /></span>}</td>
    </tr>
  )
}

function RevokeForm({ summary: { keyId, name, prefix } }: { readonly summary: KeyView }) {
  return (
    <Disclosure label="Revoke" side="right" className="w-72 max-w-[calc(100vw-2rem)]">
      <OwnForm method="post" className="grid gap-2">
        <input type="hidden" name="keyId" value={keyId} />
        <Field label={<>Whoever uses "{name}" is refused from then on. Type <code className="font-mono text-fg">{prefix}</code> to revoke it.</>}>
          <input name="prefix" required autoComplete="off" spellCheck={false} className={fieldClass} />
        </Field>
        <Button type="submit" name="wish" value="revoke">
          Revoke "{name}"
        </Button>
      </OwnForm>
    </Disclosure>
  )
}
