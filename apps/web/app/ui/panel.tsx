import { useId } from 'react'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'

interface PanelProps {
  readonly title: string
  readonly note?: ReactNode
  readonly children: ReactNode
  readonly className?: string
}

/** A titled part of a page. */
export function Panel({ title, note, children, className }: PanelProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className={classes('min-w-0', className)}>
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-3">
        <h2 id={id} className="text-[0.9375rem] font-semibold">
          {title}
        </h2>
        {note === undefined ? null : <p className="text-xs text-muted">{note}</p>}
      </div>
      {children}
    </section>
  )
}
