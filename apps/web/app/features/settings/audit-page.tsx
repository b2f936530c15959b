import type { AuditAction, AuditEntry, AuditPage as AuditList } from '@agenttracer/schema/query'
import { Link } from '@remix-run/react'
import { plural } from '../../format/count.ts'
import { buttonClass } from '../../ui/button.tsx'
import { Ago } from '../../ui/when.tsx'
import { SettingsFrame } from './frame.tsx'
import type { Loaded, Outcome } from './outcome.ts'

const actions: Record<AuditAction, string> = {
  key_created: 'Key made', key_revoked: 'Key revoked', project_created: 'Project made', environment_deletion_began: 'Deletion of an environment began', environment_deleted: 'Environment deleted',
  retention_set: 'Retention set', failure_opened: 'Failure group opened', failure_resolved: 'Failure group resolved', failure_ignored: 'Failure group ignored', view_saved: 'View saved',
  view_deleted: 'View deleted', names_reset: 'Name registry reset', webhook_created: 'Webhook made', webhook_removed: 'Webhook removed', other: 'A change that this release does not know',
}

interface AuditPageProps {
  readonly loaded: Loaded<AuditList>
  readonly isFirst: boolean
  readonly outcome?: Outcome | undefined
}

/** Who changed what, and when. It holds ids and numbers; names that people typed are not repeated here. */
export function AuditPage({ loaded, isFirst, outcome }: AuditPageProps) {
  return (
    <SettingsFrame title="Audit" loaded={loaded} outcome={outcome}>
      {({ items, nextCursor }) => (
        <>
          <p className="text-muted">Every change of keys, projects, retention, views, webhooks, the name registry and failure groups, written together with the change. Kept for 400 days.</p>
          {items.length === 0 ? <p>Nothing has been changed yet.</p> : <AuditTable items={items} />}
          <nav aria-label="Pages" className="flex gap-2">
            {isFirst ? null : (
              <Link className={buttonClass()} to=".">
                Newest
              </Link>
            )}
            {nextCursor === null ? null : (
              <Link className={buttonClass()} to={`?cursor=${nextCursor}`}>
                Older
              </Link>
            )}
          </nav>
        </>
      )}
    </SettingsFrame>
  )
}

function AuditTable({ items }: { readonly items: readonly AuditEntry[] }) {
  return (
    <table className="cards w-full text-[0.8125rem]" data-testid="audit-table">
      <thead className="text-xs text-muted">
        <tr className="border-b border-hairline">
          {['When', 'What', 'Of what', 'Who'].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((entry, at) => (
          <tr key={`${entry.changedAt}${entry.subjectId}${String(at)}`} className="border-b border-hairline">
            <td className="whitespace-nowrap">
              <Ago at={entry.changedAt} />
            </td>
            <th scope="row" className="font-medium">
              {actions[entry.action]}
              {told(entry)}
            </th>
            <td className="font-mono text-xs">{entry.subjectId}</td>
            <td>{who(entry)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function told({ action, scope, amount }: AuditEntry): string {
  if (scope !== null) return `: ${scope}`
  if (amount === null) return ''
  return `: ${plural(amount, action === 'retention_set' ? 'day' : action === 'names_reset' ? 'name' : 'run')}`
}

function who({ actor, keyPrefix }: AuditEntry): string {
  if (actor === 'web') return 'a person at these pages'
  if (actor === 'setting') return 'the settings of the process'
  return actor === 'admin_key' ? `the key ${keyPrefix ?? ''}…` : "the instance's admin key"
}
