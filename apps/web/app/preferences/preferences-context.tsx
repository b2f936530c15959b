import { createContext, startTransition, useContext, useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { utc } from '../format/time.ts'
import type { Preferences } from './preferences.ts'

const PreferencesContext = createContext<Preferences>({ theme: 'system', zone: utc, panelPx: undefined })
const NowContext = createContext(0)

/** Relative times move on this often. */
const tickMs = 5_000

/** Gives pages the reader's zone and a clock that starts at the server's instant, so that server and browser draw the same text. */
export function PreferencesProvider({ preferences, now, children }: { preferences: Preferences; now: number; children: ReactNode }) {
  const [clock, setClock] = useState(now)
  useEffect(() => {
    const tick = (): void => startTransition(() => setClock(Date.now()))
    // The server's instant is moments old, unless the browser kept the page or its clock is another.
    if (Math.abs(Date.now() - now) > tickMs) tick()
    const timer = setInterval(tick, tickMs)
    return () => clearInterval(timer)
  }, [now])
  return (
    <PreferencesContext.Provider value={preferences}>
      <NowContext.Provider value={clock}>{children}</NowContext.Provider>
    </PreferencesContext.Provider>
  )
}

export const useZone = (): string => useContext(PreferencesContext).zone
export const usePreferences = (): Preferences => useContext(PreferencesContext)
/** Unix milliseconds, moving in steps of a few seconds. */
export const useNow = (): number => useContext(NowContext)
