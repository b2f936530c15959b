import type { FailureGroupRow } from '@agenttracer/schema/query'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/icon.tsx'
import type { IconName } from '../ui/icon.tsx'
import { factorText, standingWords } from './group-text.ts'

const looks: Record<FailureGroupRow['standing'], { readonly icon: IconName; readonly look: string }> = {
  new: { icon: 'plus', look: 'bg-failed-text text-on-failed' },
  regressed: { icon: 'warning', look: 'bg-failed-text text-on-failed' },
  open: { icon: 'cross', look: 'bg-failed-tint text-failed-text' },
  resolved: { icon: 'check', look: 'bg-ok-tint text-ok-text' },
  ignored: { icon: 'slash', look: 'bg-selected text-cancelled-text' },
}

/** How a group stands, as a word with a glyph; a regression says by how much. */
export function StandingBadge({ group }: { readonly group: Pick<FailureGroupRow, 'standing' | 'regression'> }) {
  const { icon, look } = looks[group.standing]
  const factor = group.standing === 'regressed' ? factorText(group.regression) : null
  return (
    <span data-standing={group.standing} className={classes('inline-flex items-center gap-1 rounded px-1.5 text-xs font-semibold whitespace-nowrap', look)}>
      <Icon name={icon} className="size-3 shrink-0" />
      {factor === null ? null : `${factor} `}
      {standingWords[group.standing]}
    </span>
  )
}
