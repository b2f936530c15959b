import { isZone, utc } from '../format/time.ts'
import type { Zone } from '../format/time.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** What a reader chose; kept in one cookie so that the server draws the page right at once. */
export interface Preferences {
  readonly theme: Theme
  readonly zone: Zone
  /** Width of a run's details in pixels; undefined: never changed. */
  readonly panelPx: number | undefined
}

export const cookieName = 'agenttracer_preferences'
/** Written by a script while the edge is dragged, without asking the server. */
export const panelCookie = 'agenttracer_detail_px'

/** Reads the Cookie header; anything odd means the default. */
export function readPreferences(header: string | null): Preferences {
  const params = new URLSearchParams(decode(cookieOf(header, cookieName)))
  const [zone, panelPx] = [params.get('zone'), cookieOf(header, panelCookie)]
  return { theme: isTheme(params.get('theme')), zone: isZone(zone) ? zone : utc, panelPx: /^\d{3}$/.test(panelPx) ? Number(panelPx) : undefined }
}

const cookieOf = (header: string | null, name: string): string =>
  (header ?? '').split(';').map((part) => part.trim()).find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1) ?? ''

export const writePreferences = ({ theme, zone }: Preferences): string =>
  `${cookieName}=${encodeURIComponent(new URLSearchParams({ theme, zone }).toString())}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly`

/** Applies what a form sent; unknown fields and values change nothing. */
export function changePreferences(current: Preferences, form: FormData): Preferences {
  const [theme, zone] = [form.get('theme'), form.get('zone')]
  return { ...current, theme: theme === null ? current.theme : isTheme(theme), zone: isZone(zone) ? zone : current.zone }
}

export const nextTheme = (theme: Theme): Theme => themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system'

const isTheme = (value: unknown): Theme => themes.find((theme) => theme === value) ?? 'system'

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
