/** What the doctor found at one place. `bad` is why nothing is seen; `note` may be. */
export interface Verdict {
  readonly state: 'ok' | 'note' | 'bad'
  readonly what: string
  /** What to do; only where something is not as it should be. */
  readonly todo?: string
}

export const ok = (what: string): Verdict => ({ state: 'ok', what })
export const note = (what: string, todo: string): Verdict => ({ state: 'note', what, todo })
export const bad = (what: string, todo: string): Verdict => ({ state: 'bad', what, todo })

export function verdictLine({ state, what, todo }: Verdict): string {
  const mark = { ok: 'ok  ', note: 'note', bad: 'BAD ' }[state]
  return `${mark} ${what}${todo === undefined ? '' : `\n     -> ${todo}`}`
}
