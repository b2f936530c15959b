import type { VersionsList } from '@agenttracer/schema/query'
import { Form, Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { KeptFilter } from '../../filter-form/kept-filter.tsx'
import { singleValue } from '../../filter-form/single-value.ts'
import { WindowChoice } from '../../filter-form/window-choice.tsx'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Choice, withChosen } from '../../ui/choice.tsx'
import { bucketChoices, defaultWindow, splits } from './queries.ts'
import type { SeriesAsked } from './queries.ts'

const splitWords = { agent: 'agent', version: 'version', model: 'model', tool: 'tool', env: 'environment' } as const

interface AnalyticsFormProps {
  readonly asked: SeriesAsked
  readonly choices: VersionsList | undefined
}

/** A plain GET form: it works without a script. What it does not show stays in the address. */
export function AnalyticsForm({ asked, choices }: AnalyticsFormProps) {
  const { filter, split, bucket } = asked
  const [agent, version] = [singleValue(filter.agent), singleValue(filter.version)]
  const isFixed = filter.from !== undefined || filter.to !== undefined
  const shown = [...(isFixed ? [] : ['last']), ...(agent === undefined ? [] : ['agent']), ...(version === undefined ? [] : ['version'])]
  const versions = choices?.items.filter(({ agentId }) => agent === '' || agentId === agent).flatMap((item) => item.versions.map((each) => each.version as string)) ?? []
  const options = (values: readonly string[], chosen: string): ReactNode => withChosen(values, chosen).map((value) => <option key={value}>{value}</option>)
  return (
    <Form method="get" action="." role="search" aria-label="What is drawn" className="flex flex-wrap items-end gap-2">
      <KeptFilter filter={filter} without={shown} />
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
      {isFixed ? null : <WindowChoice last={filter.last ?? defaultWindow} />}
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
