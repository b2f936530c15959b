import { useEffect, useState } from 'react'
import { areSingleKeysOn, switchSingleKeys } from './single-keys.ts'

/** Shortcuts of one key off or on, for people whose voice or hands type keys they do not mean (WCAG 2.1.4). */
export function SingleKeySwitch() {
  const [isOn, setOn] = useState(true)
  useEffect(() => setOn(areSingleKeysOn()), [])
  const change = (next: boolean): void => {
    switchSingleKeys(next)
    setOn(next)
  }
  return (
    <label className="mt-4 flex min-h-6 items-center gap-2">
      <input type="checkbox" checked={isOn} onChange={(event) => change(event.target.checked)} />
      Single-key shortcuts
    </label>
  )
}
