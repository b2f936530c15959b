import { Link, useParams } from '@remix-run/react'
import { dayTime } from '../../format/time.ts'
import { useNow, useZone } from '../../preferences/preferences-context.tsx'
import { partAddress } from './part-address.ts'
import type { ChartPart } from './part-address.ts'

/** The numbers of a chart, the newest part first; each part leads to its runs. */
export function ChartTable(props: ChartPart) {
  const { chart, series } = props
  const [zone, now] = [useZone(), useNow()]
  const runs = `/p/${useParams()['project'] ?? 'default'}/runs`
  return (
    <div className="mt-2 max-h-72 overflow-auto" tabIndex={0} role="region" aria-label={`${chart.title} in numbers`}>
      <table className="w-full text-xs [&_td]:px-1 [&_td]:py-0.5 [&_th]:px-1 [&_th]:py-0.5">
        <thead className="text-left text-muted">
          <tr className="border-b border-hairline">
            <th scope="col" className="font-medium">
              From
            </th>
            {chart.lines.map(({ name }) => (
              <th key={name} scope="col" className="text-right font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {series.points.map((point, at) => ({ point, at })).toReversed().map(({ point, at }) => (
            <tr key={point.at} className="border-b border-hairline">
              <th scope="row" className="text-left font-normal whitespace-nowrap">
                <Link className="inline-flex min-h-6 items-center text-link" to={partAddress(runs, props, at)}>
                  {dayTime(point.at, zone, now)}
                </Link>
              </th>
              {chart.lines.map(({ name, values }) => {
                const value = values[at] ?? null
                return (
                  <td key={name} className="text-right">
                    {value === null ? <span className="text-muted">none</span> : chart.format(value)}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
