/** The zone that every page prints in: `UTC`, or an IANA name the browser reported. */
export type Zone = string

export const utc: Zone = 'UTC'

/** True for a zone that Intl knows; the cookie is foreign input. */
export function isZone(value: unknown): value is Zone {
  if (typeof value !== 'string' || !/^[A-Za-z0-9_+/-]{1,64}$/.test(value)) return false
  try {
    formatter(value)
    return true
  } catch {
    return false
  }
}

interface Parts {
  readonly date: string
  readonly clock: string
  readonly millis: string
  readonly zone: string
}

const formatters = new Map<Zone, Intl.DateTimeFormat>()

function formatter(zone: Zone): Intl.DateTimeFormat {
  const known = formatters.get(zone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone, year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3,
    hourCycle: 'h23', timeZoneName: 'shortOffset',
  })
  formatters.set(zone, made)
  return made
}

/** What the formatter below says of UTC, without it: the first use of Intl takes a browser 10 to 50 ms, before the page can be used. */
function utcParts(instant: Date): Parts {
  const iso = instant.toISOString()
  return { date: instant.toUTCString().slice(5, 16).replace(/^0/, '').replace('Sep', 'Sept'), clock: iso.slice(11, 19), millis: iso.slice(20, 23), zone: utc }
}

function parts(instant: string | number, zone: Zone): Parts {
  if (zone === utc) return utcParts(new Date(instant))
  const found: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {}
  for (const part of formatter(zone).formatToParts(new Date(instant))) found[part.type] = part.value
  return {
    date: `${found.day} ${found.month} ${found.year}`,
    clock: `${found.hour}:${found.minute}:${found.second}`,
    millis: found.fractionalSecond ?? '000',
    zone: (found.timeZoneName ?? zone).replace('GMT', 'UTC'),
  }
}

/** `14:31:07.120 UTC`: time of day, zone always printed. */
export function clockTime(instant: string | number, zone: Zone): string {
  const { clock, millis, zone: name } = parts(instant, zone)
  return `${clock}.${millis} ${name}`
}

/** `14:31:07 UTC`. */
export function clockSeconds(instant: string | number, zone: Zone): string {
  const { clock, zone: name } = parts(instant, zone)
  return `${clock} ${name}`
}

/** `14:31 UTC`. */
export function clockMinutes(instant: string | number, zone: Zone): string {
  const { clock, zone: name } = parts(instant, zone)
  return `${clock.slice(0, 5)} ${name}`
}

/** `22 Nov 2026 14:31:07.120 UTC`. */
export function dateTime(instant: string | number, zone: Zone): string {
  const { date, clock, millis, zone: name } = parts(instant, zone)
  return `${date} ${clock}.${millis} ${name}`
}

/** `22 Nov 14:31 UTC`, for instants that may lie on another day; the year is printed when it is not the year of `now`. */
export function dayTime(instant: string | number, zone: Zone, now: number): string {
  const { date, clock, zone: name } = parts(instant, zone)
  const year = date.slice(-4)
  return `${year === parts(now, zone).date.slice(-4) ? date.slice(0, -5) : date} ${clock.slice(0, 5)} ${name}`
}

/** `12 s ago` under 24 hours; the day and time beyond. */
export function relative(instant: string | number, now: number, zone: Zone): string {
  const ago = now - new Date(instant).getTime()
  if (ago < -2_000 || ago >= 86_400_000) return dayTime(instant, zone, now)
  const seconds = Math.max(0, Math.floor(ago / 1000))
  if (seconds < 60) return `${seconds} s ago`
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ago`
  return `${Math.floor(seconds / 3_600)} h ago`
}
