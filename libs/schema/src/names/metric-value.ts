/** Finite numbers keep 4 significant digits, so that no number can carry an id; anything else is not a metric value. */
export function metricValue(value: unknown): number | boolean | undefined {
  if (typeof value === 'boolean') return value
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined
  return Number(value.toPrecision(4))
}

/** Milliseconds with microsecond precision. */
export const milliseconds = (value: number): number => Math.round(value * 1000) / 1000
