import type { SavedView } from '@agenttracer/schema/query'
import { Form, Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Field, fieldClass } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import type { ListQuery } from './list-query.ts'
import { addressToKeep, appliedView, viewAddress } from './view-state.ts'

interface ViewsMenuProps {
  readonly query: ListQuery
  readonly views: readonly SavedView[]
}

/** Saved views of the project: filter, order, density and columns under a name. Plain forms, so they work without a script. */
export function ViewsMenu({ query, views }: ViewsMenuProps) {
  const applied = appliedView(query, views)
  const label = applied === undefined ? 'Views' : `${applied.view.name}${applied.isModified ? ' (modified)' : ''}`
  return (
    <Disclosure label={label} testId="views" className="grid max-h-[70dvh] w-80 max-w-[calc(100vw-2rem)] gap-3 overflow-auto" closedBy={`${query.view ?? ''} ${addressToKeep(query)} ${String(applied?.isModified)}`}>
      {views.length === 0 ? <p className="text-xs text-muted">No views are saved yet. A view keeps the filter, the order and the columns under a name, for everybody in this project.</p> : (
        <ul aria-label="Saved views" className="grid">
          {views.map((view) => (
            <ViewRow key={view.viewId} view={view} isApplied={applied?.view.viewId === view.viewId} here={addressToKeep(query)} />
          ))}
        </ul>
      )}
      {applied?.isModified === true ? (
        <SaveForm query={query}>
          <input type="hidden" name="name" value={applied.view.name} />
          <Button type="submit" name="wish" value="save-view">
            Update "{applied.view.name}"
          </Button>
        </SaveForm>
      ) : null}
      <SaveForm query={query}>
        <Field label="Keep this list as" className="min-w-0 flex-1">
          <input name="name" required maxLength={40} autoComplete="off" className={fieldClass} />
        </Field>
        <Button type="submit" look="primary" name="wish" value="save-view">
          Save
        </Button>
      </SaveForm>
    </Disclosure>
  )
}

function SaveForm({ query, children }: { readonly query: ListQuery; readonly children: ReactNode }) {
  const address = addressToKeep(query)
  return (
    <Form method="post" action={`?index${address === '' ? '' : `&${address}`}`} className="flex items-end gap-2">
      <input type="hidden" name="address" value={address} />
      {children}
    </Form>
  )
}

function ViewRow({ view, isApplied, here }: { readonly view: SavedView; readonly isApplied: boolean; readonly here: string }) {
  return (
    <li className="flex items-center gap-1">
      <Link to={viewAddress(view)} aria-current={isApplied ? 'true' : undefined} className="flex min-h-7 min-w-0 flex-1 items-center gap-1.5 rounded px-1 text-fg no-underline hover:bg-selected">
        {isApplied ? <Icon name="check" className="size-3 shrink-0 text-ok-text" /> : null}
        <span className="truncate">{view.name}</span>
      </Link>
      <Form method="post" action={`?index${here === '' ? '' : `&${here}`}`}>
        <input type="hidden" name="viewId" value={view.viewId} />
        <Button type="submit" look="quiet" name="wish" value="delete-view" aria-label={`Delete the view ${view.name}`} title="Delete">
          <Icon name="cross" className="size-3" />
        </Button>
      </Form>
    </li>
  )
}
