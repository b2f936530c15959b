import type { SuiteResult } from './suite.ts'

const areaOf = (id: string): string => id.split('.').slice(0, /^(hand|openai|langchain|agents|database|environment|browser|crash|migration)/.test(id) ? 1 : 2).join('.')

/** Places by area against surfaces; each cell is the number of leaks. */
export function matrix({ places, surfaces, leaks, marks }: SuiteResult): string {
  const areas = [...Map.groupBy(places, ({ id }) => areaOf(id))]
  const marksOf = (area: string): number => marks.filter(({ placeId }) => areaOf(placeId) === area).length
  const head = ['area', 'places', 'marks', ...surfaces.map(({ name }) => name)]
  const rows = areas.map(([area, inside]) => [
    area, String(inside.length), String(marksOf(area)), ...surfaces.map(({ name }) => String(leaks.filter((leak) => leak.surface === name && areaOf(leak.placeId) === area).length)),
  ])
  const sum = ['all', String(places.length), String(marks.length), ...surfaces.map(({ name }) => String(leaks.filter((leak) => leak.surface === name).length))]
  const size = ['bytes', '', '', ...surfaces.map(({ bytes }) => short(bytes))]
  return table([head, ...rows, sum, size])
}

const short = (bytes: number): string => (bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : bytes >= 1e3 ? `${Math.round(bytes / 1e3)} kB` : `${bytes} B`)

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ')).join('\n')
}

/** Every leak by place, then what was not proven; empty if all is well. Marks are made up, so a piece of one may be shown. */
export function findings({ leaks, unproven }: SuiteResult): string {
  const byPlace = [...Map.groupBy(leaks, ({ placeId }) => placeId)].map(([placeId, found]) => `LEAK ${placeId}: ${found.map(({ surface, form, pieces, sample }) => `${surface} (${form}, ${pieces} pieces such as ${JSON.stringify(sample)})`).join('; ')}`)
  return [...byPlace, ...unproven.map((each) => `UNPROVEN ${each}`)].join('\n')
}
