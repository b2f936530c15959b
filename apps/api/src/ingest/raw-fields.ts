import { instant } from '@agenttracer/schema/names'
import { longestMs } from '@agenttracer/schema/wire'

/** A record as it was posted, whatever its fields hold. */
export type Raw = Readonly<Record<string, unknown>>

export const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Without the fields that hold `null`: many serializers write one for what was not recorded. */
export const withoutNulls = (raw: Raw): Raw => Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== null))

export const timeOf = (value: unknown): number | undefined => {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isFinite(time) && instant(time) !== undefined ? time : undefined
}

export const lengthOf = ({ durationMs }: Raw): number | undefined =>
  typeof durationMs === 'number' && durationMs >= 0 && durationMs <= longestMs ? durationMs : undefined
