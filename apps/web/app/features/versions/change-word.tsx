import type { ChangeWord as Word } from '@agenttracer/schema/query'
import { classes } from '../../ui/classes.ts'
import { Icon } from '../../ui/icon.tsx'
import { changeTexts } from './metric-text.ts'

const looks = { worse: ['text-failed-text font-medium', '-rotate-90'], better: ['text-ok-text font-medium', 'rotate-90'], no_clear_change: ['text-muted', ''], too_few: ['text-muted', ''] } as const

/** Arrow and word; the colour only repeats them. More is worse in all that is compared, so worse points up. */
export function ChangeWord({ word }: { readonly word: Word }) {
  const [tone, turn] = looks[word]
  return (
    <span className={classes('inline-flex items-center gap-1 whitespace-nowrap', tone)}>
      {turn === '' ? null : <Icon name="arrow" className={classes('size-3.5', turn)} />}
      {changeTexts[word]}
    </span>
  )
}
