import type { ReactNode } from 'react'
import { classes } from './classes.ts'

interface FieldProps {
  readonly label: ReactNode
  /** Its label is for screen readers only. */
  readonly isBare?: boolean
  readonly className?: string
  /** The control itself. */
  readonly children: ReactNode
}

/** A control with its label above. */
export const Field = ({ label, isBare, className, children }: FieldProps) => (
  <label className={classes('grid gap-0.5 text-xs text-muted', className)}>
    {isBare === true ? <span className="sr-only">{label}</span> : <span>{label}</span>}
    {children}
  </label>
)

/** Look of a control that fills its field. */
export const fieldClass = 'h-8 w-full rounded-md border border-line bg-bg px-2 text-[0.8125rem] text-fg'
