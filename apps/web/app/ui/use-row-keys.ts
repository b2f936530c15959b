import { useEffect } from 'react'
import type { KeyboardEvent } from 'react'
import { areSingleKeysOn, isTyping } from './single-keys.ts'

const links = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-row-link]')]

/** `j` and `k` walk through the rows of a list; Enter on a row is a link's own. Returns the handler for arrow keys inside the list. */
export function useRowKeys(): (event: KeyboardEvent) => void {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !areSingleKeysOn()) return
      if (event.key === 'j') step(1)
      else if (event.key === 'k') step(-1)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return (event) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    step(event.key === 'ArrowDown' ? 1 : -1)
  }
}

function step(by: number): void {
  const all = links()
  const at = all.findIndex((link) => link === document.activeElement)
  all[at === -1 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))]?.focus()
}
