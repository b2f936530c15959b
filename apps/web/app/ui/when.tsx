import { clockTime, dateTime, relative } from '../format/time.ts'
import { useNow, useZone } from '../preferences/preferences-context.tsx'

/** An instant: relative within a day, absolute on hover and to machines. The zone is always printed. */
export function Ago({ at }: { readonly at: string }) {
  const [zone, now] = [useZone(), useNow()]
  return (
    <time dateTime={at} title={dateTime(at, zone)}>
      {relative(at, now, zone)}
    </time>
  )
}

/** The time of day to the millisecond; the day is in the title. */
export function Clock({ at }: { readonly at: string }) {
  const zone = useZone()
  return (
    <time dateTime={at} title={dateTime(at, zone)}>
      {clockTime(at, zone)}
    </time>
  )
}
