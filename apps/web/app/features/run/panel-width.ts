import { panelCookie } from '../../preferences/preferences.ts'

/** Pixels. */
export const panelWidths = { least: 300, usual: 380, most: 640, step: 20 } as const

export const fitWidth = (px: number): number => Math.round(Math.min(panelWidths.most, Math.max(panelWidths.least, Number.isFinite(px) ? px : panelWidths.usual)))

/** The width that a key of a window splitter means; undefined for other keys. The panel is on the right, so Left makes it wider. */
export function widthAfterKey(width: number, key: string): number | undefined {
  const by: Record<string, number> = { ArrowLeft: width + panelWidths.step, ArrowRight: width - panelWidths.step, Home: panelWidths.least, End: panelWidths.most, Enter: panelWidths.usual }
  const wanted = by[key]
  return wanted === undefined ? undefined : fitWidth(wanted)
}

/** Chosen since this page was loaded. */
let chosen: number | undefined

/** What was chosen in this browser; `preferred`: what its cookie said when the page was loaded. */
export const widthToOpen = (preferred: number | undefined): number => chosen ?? (preferred === undefined ? panelWidths.usual : fitWidth(preferred))

/** In a cookie of its own, so that the server draws the panel as wide as it will be: a script that finds it out later would move everything. */
export function keepWidth(px: number): void {
  chosen = px
  document.cookie = `${panelCookie}=${px}; Path=/; Max-Age=31536000; SameSite=Lax`
}
