import type { ReactNode } from 'react'
import { classes } from '../../ui/classes.ts'
import { Icon } from '../../ui/icon.tsx'
import type { IconName } from '../../ui/icon.tsx'

/** The outcome in one word, with its glyph. */
export function BannerWord({ icon, tone, children }: { readonly icon: IconName; readonly tone: string; readonly children: ReactNode }) {
  return (
    <p className={classes('flex items-baseline gap-1.5 text-[0.9375rem] font-semibold', tone)}>
      <Icon name={icon} className="shrink-0 self-center" />
      {children}
    </p>
  )
}
