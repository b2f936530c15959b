import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { Field } from './field.tsx'

export interface ChoiceProps {
  readonly name: string
  readonly label: string
  readonly value: string
  /** The one that the key for "filter" goes to. */
  readonly isFirst?: boolean
  /** Its label is for screen readers only. */
  readonly isBare?: boolean
  /** On a phone it fills its column. */
  readonly isFluid?: boolean
  readonly children: ReactNode
}

/** A choice of a GET form: with a script it takes effect at once, without one by the form's button. It follows the address and keeps the focus. */
export function Choice({ name, label, value, isFirst, isBare, isFluid, children }: ChoiceProps) {
  const select = useRef<HTMLSelectElement>(null)
  useEffect(() => {
    if (select.current !== null) select.current.value = value
  }, [value])
  return (
    <Field label={label} isBare={isBare === true} className="min-w-0">
      <select
        ref={select}
        name={name}
        defaultValue={value}
        {...(isFirst === true ? { 'data-filter-field': '' } : {})}
        onChange={(event) => event.currentTarget.form?.requestSubmit()}
        className={classes('h-[1.875rem] rounded-md border border-line bg-bg px-2 text-[0.8125rem] text-fg', isFluid === true ? 'w-full min-w-32 sm:w-auto sm:max-w-56' : 'max-w-56')}
      >
        {children}
      </select>
    </Field>
  )
}

/** Names to choose from: the chosen one stays among them although no run has it now. */
export const withChosen = (names: readonly string[], chosen: string): readonly string[] => [...new Set(chosen === '' ? names : [...names, chosen])]
