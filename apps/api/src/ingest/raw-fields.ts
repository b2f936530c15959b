import { instant } from '@agenttracer/schema/names'

/** A record as it was posted: any fields with any values. */
export type Raw = Readonly<Record<string, unknown>>

export const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Without the fields that hold `null`: many serializers write one for what was not recorded. */
export const withoutNulls = (raw: Raw): Raw => Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== null))

export const timeOf = (value: unknown): number | undefined => {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isFinite(time) && instant(time) !== undefined ? time : undefined
}

const mostMs = 315_576_000_000
export const lengthOf = ({ durationMs }: Raw): number | undefined =>
  typeof durationMs === 'number' && durationMs >= 0 && durationMs <= mostMs ? durationMs : undefined

/** End and length as far as a record can hold them: clocks may run backwards, and a length has a bound. */
export function endFacts(start: number, end: number): { readonly endedAt: string | undefined; readonly durationMs?: number } {
  const durationMs = Math.max(0, end - start)
  return { endedAt: instant(end), ...(durationMs > mostMs ? {} : { durationMs }) }
}
