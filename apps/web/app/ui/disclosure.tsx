import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { buttonClass } from './button.tsx'
import { classes } from './classes.ts'
import { Icon } from './icon.tsx'
import type { IconName } from './icon.tsx'

interface DisclosureProps {
  readonly label: string
  readonly icon?: IconName
  /** Which edge of the button the panel keeps to; `row`: as wide as the nearest positioned element around. */
  readonly side?: 'left' | 'right' | 'row'
  readonly className?: string
  readonly children: ReactNode
  readonly testId?: string
  /** When this changes the panel has done its work: it closes, its fields start anew, and the focus goes back to the button. */
  readonly closedBy?: string
}

/** A button that opens a small panel: the browser's own, so it works without a script. Escape and a press elsewhere close it. */
export function Disclosure({ label, icon, side = 'left', className, children, testId, closedBy }: DisclosureProps) {
  const ref = useRef<HTMLDetailsElement>(null)
  const drawnFor = useRef(closedBy)
  useEffect(() => {
    const close = (event: PointerEvent | KeyboardEvent): void => {
      const details = ref.current
      if (details === null || !details.open) return
      if (event instanceof KeyboardEvent) {
        if (event.key !== 'Escape') return
        details.querySelector('summary')?.focus()
      } else if (event.target instanceof Node && details.contains(event.target)) return
      details.open = false
    }
    document.addEventListener('pointerdown', close)
    document.addEventListener('keydown', close)
    return () => {
      document.removeEventListener('pointerdown', close)
      document.removeEventListener('keydown', close)
    }
  }, [])
  useEffect(() => {
    const details = ref.current
    if (drawnFor.current === closedBy) return
    drawnFor.current = closedBy
    if (details === null || !details.open) return
    details.open = false
    if (document.activeElement === document.body || details.contains(document.activeElement)) details.querySelector('summary')?.focus()
  }, [closedBy])
  return (
    <details ref={ref} className={classes('group', side !== 'row' && 'relative')} data-testid={testId}>
      <summary className={classes(buttonClass(), 'list-none [&::-webkit-details-marker]:hidden')}>
        {icon === undefined ? null : <Icon name={icon} className="size-3.5 shrink-0" />}
        {label}
        <Icon name="down" className="size-3 shrink-0 transition-transform group-open:rotate-180" />
      </summary>
      <div key={closedBy} className={classes('z-20 mt-1 rounded-lg border border-line bg-bg p-3 shadow-lg sm:absolute', side === 'right' ? 'sm:right-0' : 'sm:left-0', className)}>{children}</div>
    </details>
  )
}
