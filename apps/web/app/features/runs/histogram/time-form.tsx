import { Button } from '../../../ui/button.tsx'
import { Disclosure } from '../../../ui/disclosure.tsx'
import { Field, fieldClass } from '../../../ui/field.tsx'
import { ListForm } from '../list-form.tsx'
import type { ListQuery } from '../list-query.ts'

interface TimeFormProps {
  readonly query: ListQuery
  /** What the chart covers. */
  readonly from: string | undefined
  readonly to: string | undefined
}

/** The time range by two fields, for those who cannot drag. */
export function TimeForm({ query, from, to }: TimeFormProps) {
  return (
    <Disclosure label="Time range" side="right" testId="time-range" className="w-64" closedBy={`${from ?? ''}${to ?? ''}`}>
      <ListForm query={query} without={['from', 'to', 'last']} className="grid gap-2">
        <When name="fromAt" label="From (UTC)" value={from} />
        <When name="toAt" label="To (UTC)" value={to} />
        <Button type="submit">Show this time</Button>
      </ListForm>
    </Disclosure>
  )
}

const When = ({ name, label, value }: { readonly name: string; readonly label: string; readonly value: string | undefined }) => (
  <Field label={label}>
    <input type="datetime-local" name={name} defaultValue={value?.slice(0, 16)} className={fieldClass} />
  </Field>
)
