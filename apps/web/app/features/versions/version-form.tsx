import type { RunFilter } from '@agenttracer/schema'
import type { VersionsDiff } from '@agenttracer/schema/query'
import { Form, Link, useParams } from '@remix-run/react'
import type { ReactNode } from 'react'
import { exactCount } from '../../format/count.ts'
import { Button, buttonClass } from '../../ui/button.tsx'

const windows = [['24h', 'Last 24 h'], ['3d', 'Last 3 days'], ['7d', 'Last 7 days'], ['14d', 'Last 14 days'], ['30d', 'Last 30 days']] as const
export const defaultWindow = '14d'

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
    <Form method="get" action={base} className="flex flex-wrap items-end gap-2" aria-label="Versions to compare" key={`${a?.version} ${b.version} ${env}`}>
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
        <Choice name="last" label="Time" value={window.last ?? defaultWindow}>
          {[...windows, ...(windows.some(([value]) => value === (window.last ?? defaultWindow)) ? [] : [[window.last ?? '', `Last ${window.last ?? ''}`] as const])].map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </Choice>
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

function Choice({ name, label, value, children }: { readonly name: string; readonly label: string; readonly value: string; readonly children: ReactNode }) {
  return (
    <label className="grid gap-0.5 text-xs text-muted">
      {label}
      <select
        name={name}
        defaultValue={value}
        onChange={(event) => event.currentTarget.form?.requestSubmit()}
        className="h-[1.875rem] max-w-56 rounded-md border border-line bg-bg px-2 text-[0.8125rem] text-fg"
      >
        {children}
      </select>
    </label>
  )
}
