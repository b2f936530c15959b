import { smallestSample, wilson } from '@agenttracer/schema'

/** One decimal under 10, else whole; `<0.1%`. `share` is 0 to 1. */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return 'not known'
  const value = share * 100
  if (value === 0) return '0%'
  if (value < 0.1) return '<0.1%'
  return value < 9.95 ? `${value.toFixed(1)}%` : `${Math.round(value)}%`
}

export interface Rate {
  /** `4.2%`, or `3 of 12` for a small sample, or `no ended run`. */
  readonly text: string
  /** `3.2-5.5`, only where a percent is shown. */
  readonly interval: string | null
}

/** A share with its uncertainty: percent and 95% interval from 30 cases on, plain counts below. */
export function rate(part: number, total: number): Rate {
  if (total === 0) return { text: 'no ended run', interval: null }
  if (total < smallestSample) return { text: `${part} of ${total}`, interval: null }
  const { low, high } = wilson(part, total)
  return { text: percent(part / total), interval: `${bound(low)}-${bound(high)}` }
}

const bound = (share: number): string => (share * 100 < 9.95 ? (share * 100).toFixed(1) : String(Math.round(share * 100)))
