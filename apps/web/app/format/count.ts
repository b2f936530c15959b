import { countText } from '@agenttracer/schema'
import { notRecorded } from './duration.ts'

/** Every digit: `12,310`. For titles and screen readers. */
export const exactCount = (value: number | null | undefined): string =>
  value === null || value === undefined || !Number.isFinite(value) ? notRecorded : countText(value)

/** Exact below 10,000, then short: `9,214`, `12.3k`, `1.2M`. */
export function count(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value) || Math.abs(value) < 10_000) return exactCount(value)
  if (Math.abs(value) < 999_950) return `${short(value / 1_000)}k`
  if (Math.abs(value) < 999_950_000) return `${short(value / 1_000_000)}M`
  return `${short(value / 1_000_000_000)}B`
}

/** `1 run`, `38 runs`. */
export const plural = (value: number, one: string, many = `${one}s`): string => `${count(value)} ${value === 1 ? one : many}`

const short = (value: number): string => (value < 99.95 ? value.toFixed(1) : value.toFixed(0))
