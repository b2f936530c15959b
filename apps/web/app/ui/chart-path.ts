/** Charts are drawn in this box and stretched to the room there is: the server's picture fits any width. */
export const chartBox = { width: 1_000, height: 100 } as const

export interface ChartPlace {
  readonly x: (index: number) => number
  readonly y: (value: number) => number
}

/** Points in the middle of equal parts, values from 0 at the foot to `top` at the upper edge. */
export function chartPlace(count: number, top: number): ChartPlace {
  const step = chartBox.width / Math.max(1, count)
  // Divided at last: a factor would be infinite for the smallest numbers.
  const share = (value: number): number => (top > 0 && Number.isFinite(top) ? Math.min(1, Math.max(0, value / top)) : 0)
  return { x: (index) => (index + 0.5) * step, y: (value) => chartBox.height * (1 - share(value)) }
}

const round = (value: number): number => Math.round(value * 10) / 10

/** Stretches without a hole, as indexes. */
function stretches(values: readonly (number | null)[]): number[][] {
  const found: number[][] = []
  values.forEach((value, index) => {
    if (value === null) return
    if (index > 0 && values[index - 1] !== null) found.at(-1)?.push(index)
    else found.push([index])
  })
  return found
}

/** A line through the values; where one is missing it is broken, never drawn at zero. A lone point becomes a short stroke. */
export function linePath(values: readonly (number | null)[], { x, y }: ChartPlace): string {
  const half = (x(1) - x(0)) / 2
  return stretches(values).map((indexes) => {
    const [only] = indexes
    if (indexes.length === 1 && only !== undefined) return `M${round(x(only) - half / 2)} ${round(y(values[only] ?? 0))}h${round(half)}`
    return indexes.map((index, at) => `${at === 0 ? 'M' : 'L'}${round(x(index))} ${round(y(values[index] ?? 0))}`).join('')
  }).join('')
}

/** The area between two lines, broken where either is missing. */
export function bandPath(low: readonly (number | null)[], high: readonly (number | null)[], { x, y }: ChartPlace): string {
  const both = low.map((value, index) => (value === null || (high[index] ?? null) === null ? null : value))
  return stretches(both).map((indexes) => {
    const up = indexes.map((index) => `${round(x(index))} ${round(y(high[index] ?? 0))}`)
    const down = indexes.toReversed().map((index) => `${round(x(index))} ${round(y(low[index] ?? 0))}`)
    return `M${[...up, ...down].join('L')}Z`
  }).join('')
}

/** The next round number that is not below: 1, 2 or 5 times a power of ten. */
export function niceTop(most: number): number {
  if (!(most > 0) || !Number.isFinite(most)) return 1
  const power = 10 ** Math.floor(Math.log10(most))
  return [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((top) => top >= most * 0.999_999) ?? most
}
