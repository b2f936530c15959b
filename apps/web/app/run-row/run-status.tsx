import type { RunSummary } from '@agenttracer/schema/query'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/icon.tsx'
import { statusWord } from './run-words.ts'

export function RunStatus({ run }: { readonly run: Pick<RunSummary, 'status' | 'degraded' | 'retryCount'> }) {
  const { word, icon, tone } = statusWord(run)
  return (
    <span className={classes('inline-flex items-baseline gap-1 font-medium whitespace-nowrap', tone)}>
      <Icon name={icon} className="size-3.5 shrink-0 self-center" />
      {word}
    </span>
  )
}
