import { useFetcher, useLocation } from '@remix-run/react'
import { useEffect, useState } from 'react'
import type { MouseEvent } from 'react'
import { utc } from '../format/time.ts'
import { usePreferences } from '../preferences/preferences-context.tsx'
import { nextTheme } from '../preferences/preferences.ts'
import { safeReturn } from '../preferences/safe-return.ts'
import { Button } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/icon.tsx'

/** Time zone and theme. Plain forms: both work without JavaScript, except that only the browser knows its own zone. */
export function PreferenceSwitches() {
  const { theme, zone } = usePreferences()
  const { pathname, search } = useLocation()
  const fetcher = useFetcher()
  const [hasScript, setHasScript] = useState(false)
  useEffect(() => setHasScript(true), [])
  const isLocal = zone !== utc
  const back = <input type="hidden" name="back" value={safeReturn(pathname + search)} />
  const inPlace = hasScript ? <input type="hidden" name="in" value="place" /> : null
  // Asked for when it is wanted: the first use of Intl costs a first load 35 ms of its main thread, 140 on a slow processor.
  const takeOwnZone = ({ currentTarget }: MouseEvent<HTMLButtonElement>): void => void (currentTarget.value = new Intl.DateTimeFormat().resolvedOptions().timeZone)
  return (
    <>
      <fetcher.Form method="post" action="/preferences" className="flex" aria-label="Time zone">
        {back}
        {inPlace}
        <button className={segment(!isLocal, 'rounded-l-md')} aria-pressed={!isLocal} name="zone" value={utc}>
          UTC
        </button>
        <button className={segment(isLocal, '-ml-px rounded-r-md')} aria-pressed={isLocal} name="zone" value={zone} disabled={!hasScript && !isLocal} title={isLocal ? zone : 'Time zone of this browser'} onClick={takeOwnZone}>
          Local
        </button>
      </fetcher.Form>
      <fetcher.Form method="post" action="/preferences">
        {back}
        {inPlace}
        <Button look="quiet" type="submit" name="theme" value={nextTheme(theme)} aria-label={`Theme: ${theme}. Switch to ${nextTheme(theme)}`} title={`Theme: ${theme}`}>
          <Icon name={theme} />
        </Button>
      </fetcher.Form>
    </>
  )
}

const segment = (isOn: boolean, edge: string): string =>
  classes('min-h-7 border border-line px-2 text-xs', edge, isOn ? 'bg-selected font-semibold text-fg' : 'bg-bg text-muted')
