/** What happened once must be seen beside what happened a thousand times. */
const leastPx = 2

const round = (value: number): number => Math.round(value * 10) / 10

/** Bars over equal parts of a box, a gap of one between them, as one path: values from 0 at the foot to `most` below the upper edge. Zeros draw nothing. */
export function barsPath(values: readonly number[], most: number, { width, height }: { readonly width: number; readonly height: number }): string {
  const step = width / Math.max(1, values.length)
  const wide = round(Math.max(1, step - 1))
  return values
    .map((value, index) => {
      if (!(value > 0)) return ''
      const tall = round(Math.min(height - leastPx, Math.max(leastPx, (value / Math.max(value, most)) * (height - leastPx))))
      return `M${round(index * step)} ${height}v${-tall}h${wide}v${tall}z`
    })
    .join('')
}
