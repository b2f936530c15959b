import { useNavigate } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import { areSingleKeysOn, isTyping } from '../ui/single-keys.ts'

const pages: Record<string, string> = { o: '', r: '/runs', f: '/failures', v: '/versions', a: '/analytics', s: '/settings/keys' }
/** How long after `g` the second key counts. */
const chordMs = 1_200

interface ShortcutActs {
  readonly openHelp: () => void
  readonly openPalette: () => void
}

/** Keys that work on every page: Ctrl or Cmd K, `?`, `/` and `g` then a letter. */
export function useShortcuts(base: string, acts: ShortcutActs): void {
  const navigate = useNavigate()
  // Outlives a render: one between the two keys must not lose the first.
  const chordUntil = useRef(0)
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (isPaletteKey(event)) {
        event.preventDefault()
        return acts.openPalette()
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !areSingleKeysOn()) return
      const page = pages[event.key]
      if (event.key === '?') acts.openHelp()
      else if (event.key === '/') focusFilter(event)
      else if (event.key === 'g') chordUntil.current = Date.now() + chordMs
      else if (page !== undefined && Date.now() < chordUntil.current) {
        event.preventDefault()
        event.stopPropagation()
        navigate(base + page)
      }
      if (event.key !== 'g') chordUntil.current = 0
    }
    // Before anyone else: `r` after `g` means Runs, also while the waterfall has the focus, where `r` alone is the root cause.
    document.addEventListener('keydown', onKey, true)
    return () => document.removeEventListener('keydown', onKey, true)
  }, [base, navigate, acts])
}

const isPaletteKey = ({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean => key.toLowerCase() === 'k' && ctrlKey !== metaKey && !altKey && !shiftKey

function focusFilter(event: KeyboardEvent): void {
  const field = document.querySelector<HTMLElement>('[data-filter-field]')
  if (field === null) return
  event.preventDefault()
  field.focus()
}
