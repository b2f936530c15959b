import type { RunFilter } from '@agenttracer/schema'
import type { VersionsDiff } from '@agenttracer/schema/query'
import { Form, Link, useParams } from '@remix-run/react'
import { WindowChoice } from '../../filter-form/window-choice.tsx'
import { exactCount } from '../../format/count.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { defaultWindow } from './queries.ts'

/** Which versions, where and when: a plain GET form, so that it works without a script. */
export function VersionForm({ diff, window }: { readonly diff: VersionsDiff; readonly window: RunFilter }) {
  const { a, b, versions, environments } = diff
  const base = `/p/${useParams()['project'] ?? 'default'}/versions/${encodeURIComponent(diff.agentId)}`
  const env = window.env?.include[0] ?? ''
  const isFixed = window.from !== undefined || window.to !== undefined
  const swapped = new URLSearchParams({ ...(a === null ? {} : { a: b.version, b: a.version }), ...(env === '' ? {} : { env }), ...(window.last === undefined ? {} : { last: window.last }), ...(window.from === undefined ? {} : { from: window.from }), ...(window.to === undefined ? {} : { to: window.to }) })
  const options = versions.map(({ version, runs }) => (
    <option key={version} value={version}>
      {version} ({exactCount(runs)})
    </option>
  ))
  return (
    <Form method="get" action={base} className="flex flex-wrap items-end gap-2" aria-label="Versions to compare">
      <Choice name="a" label="A" value={a?.version ?? ''}>
        {a === null ? <option value="">none</option> : null}
        {options}
      </Choice>
      <Choice name="b" label="B" value={b.version}>
        {options}
      </Choice>
      <Choice name="env" label="Environment" value={env}>
        <option value="">All</option>
        {environments.map(({ environment }) => (
          <option key={environment}>{environment}</option>
        ))}
      </Choice>
      {isFixed ? (
        <>
          {window.from === undefined ? null : <input type="hidden" name="from" value={window.from} />}
          {window.to === undefined ? null : <input type="hidden" name="to" value={window.to} />}
        </>
      ) : (
        <WindowChoice last={window.last ?? defaultWindow} />
      )}
      <Button type="submit">Show</Button>
      {a === null ? null : (
        <Link className={buttonClass()} to={`${base}?${swapped}`}>
          Swap
        </Link>
      )}
    </Form>
  )
}
