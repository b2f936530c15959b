import type { VersionsList } from '@agenttracer/schema/query'
import { Form, Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { filterInputOf } from '../../api/filter-input.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { bucketChoices, splits } from './queries.ts'
import type { SeriesAsked } from './queries.ts'

const windows = [['1h', 'Last hour'], ['24h', 'Last 24 h'], ['7d', 'Last 7 days'], ['14d', 'Last 14 days'], ['30d', 'Last 30 days']] as const
const splitWords = { agent: 'agent', version: 'version', model: 'model', tool: 'tool', env: 'environment' } as const

interface AnalyticsFormProps {
  readonly asked: SeriesAsked
  readonly choices: VersionsList | undefined
}

/** A plain GET form: it works without a script. What it does not show stays in the address. */
export function AnalyticsForm({ asked, choices }: AnalyticsFormProps) {
  const { filter, split, bucket } = asked
  const [agent, version] = [single(filter.agent), single(filter.version)]
  const isFixed = filter.from !== undefined || filter.to !== undefined
  const shown = new Set([...(isFixed ? [] : ['last']), ...(agent === undefined ? [] : ['agent']), ...(version === undefined ? [] : ['version'])])
  const kept = Object.entries(filterInputOf(filter)).filter(([name]) => !shown.has(name)).flatMap(([name, value]) => [value].flat().map((item) => [name, String(item)] as const))
  const versions = choices?.items.filter(({ agentId }) => agent === '' || agentId === agent).flatMap((item) => item.versions.map((each) => each.version as string)) ?? []
  const options = (values: readonly string[], chosen: string): ReactNode => [...new Set([...values, ...(chosen === '' ? [] : [chosen])])].map((value) => <option key={value}>{value}</option>)
  return (
    <Form method="get" action="." role="search" aria-label="What is drawn" className="flex flex-wrap items-end gap-2" key={`${agent} ${version} ${split} ${bucket} ${filter.last}`}>
      {kept.map(([name, value]) => (
        <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
      ))}
      {agent === undefined ? null : (
        <Choice name="agent" label="Agent" value={agent} isFirst>
          <option value="">All agents</option>
          {options(choices?.items.map(({ agentId }) => agentId as string) ?? [], agent)}
        </Choice>
      )}
      {version === undefined ? null : (
        <Choice name="version" label="Version" value={version}>
          <option value="">All versions</option>
          {options(versions, version)}
        </Choice>
      )}
      <Choice name="split" label="Split by" value={split ?? ''}>
        <option value="">Nothing</option>
        {splits.map((value) => (
          <option key={value} value={value}>
            {splitWords[value]}
          </option>
        ))}
      </Choice>
      {isFixed ? null : (
        <Choice name="last" label="Time" value={filter.last ?? ''}>
          {[...windows, ...(windows.some(([value]) => value === filter.last) ? [] : [[filter.last ?? '', `Last ${filter.last ?? ''}`] as const])].map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </Choice>
      )}
      <Choice name="bucket" label="Each part" value={bucket ?? ''}>
        <option value="">Auto</option>
        {bucketChoices.map((value) => (
          <option key={value}>{value}</option>
        ))}
      </Choice>
      <Button type="submit">Show</Button>
      {isFixed ? (
        <Link className={buttonClass()} to="?">
          Last 7 days
        </Link>
      ) : null}
    </Form>
  )
}

/** The one value that a single choice can show; empty for none, undefined where the filter says more than that. */
function single(choice: SeriesAsked['filter']['agent'] | SeriesAsked['filter']['version']): string | undefined {
  if (choice === undefined) return ''
  return choice.include.length === 1 && choice.exclude.length === 0 ? choice.include[0] : undefined
}

interface ChoiceProps {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly isFirst?: boolean
  readonly children: ReactNode
}

function Choice({ name, label, value, isFirst, children }: ChoiceProps) {
  return (
    <label className="grid gap-0.5 text-xs text-muted">
      {label}
      <select
        name={name}
        defaultValue={value}
        {...(isFirst === true ? { 'data-filter-field': '' } : {})}
        onChange={(event) => event.currentTarget.form?.requestSubmit()}
        className="h-[1.875rem] max-w-48 rounded-md border border-line bg-bg px-2 text-[0.8125rem] text-fg"
      >
        {children}
      </select>
    </label>
  )
}
