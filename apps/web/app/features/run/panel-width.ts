/** Pixels. */
export const panelWidths = { least: 300, usual: 380, most: 640, step: 20 } as const

const storageKey = 'agenttracer_detail_px'

export const fitWidth = (px: number): number => Math.round(Math.min(panelWidths.most, Math.max(panelWidths.least, Number.isFinite(px) ? px : panelWidths.usual)))

/** The width that a key of a window splitter means; undefined for other keys. The panel is on the right, so Left makes it wider. */
export function widthAfterKey(width: number, key: string): number | undefined {
  const by: Record<string, number> = { ArrowLeft: width + panelWidths.step, ArrowRight: width - panelWidths.step, Home: panelWidths.least, End: panelWidths.most, Enter: panelWidths.usual }
  const wanted = by[key]
  return wanted === undefined ? undefined : fitWidth(wanted)
}

/** What was chosen in this browser; undefined: nothing. */
export function readWidth(): number | undefined {
  try {
    const text = localStorage.getItem(storageKey)
    return text === null ? undefined : fitWidth(Number(text))
  } catch {
    return undefined
  }
}

export function keepWidth(px: number): void {
  try {
    localStorage.setItem(storageKey, String(px))
  } catch {
    // A browser that keeps nothing: the width holds until the page is left.
  }
}
