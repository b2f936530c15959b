/** Finite numbers keep 4 significant digits, so that no number can carry an id; anything else is not a metric value. */
export function metricValue(value: unknown): number | boolean | undefined {
  if (typeof value === 'boolean') return value
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined
  const rounded = Number(value.toPrecision(4))
  return Number.isFinite(rounded) ? rounded : undefined
}

/** Milliseconds with microsecond precision. */
export const milliseconds = (value: number): number => Math.round(value * 1000) / 1000
