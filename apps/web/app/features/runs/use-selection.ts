import { useCallback, useEffect, useState } from 'react'
import { areSingleKeysOn, isTyping } from '../../ui/single-keys.ts'

/** Runs that one comparison can take. */
export const mostSelected = 50

export interface Selection {
  readonly ids: ReadonlySet<string>
  readonly toggle: (runId: string) => void
  readonly clear: () => void
}

/** Runs that the reader has marked, over all pages of the list: `x` marks the row under the focus, Escape clears. */
export function useSelection(): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const clear = useCallback(() => setIds(new Set()), [])
  const toggle = useCallback((runId: string) => setIds((before) => toggled(before, runId)), [])
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      const row = document.activeElement?.closest('[data-run-id]')
      if (event.key === 'x' && areSingleKeysOn() && row != null) toggle(row.getAttribute('data-run-id') ?? '')
      if (event.key === 'Escape' && document.querySelector('details[open]') === null) clear()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [toggle, clear])
  return { ids, toggle, clear }
}

function toggled(before: ReadonlySet<string>, runId: string): ReadonlySet<string> {
  const after = new Set(before)
  if (after.delete(runId)) return after
  return after.size < mostSelected ? after.add(runId) : before
}
