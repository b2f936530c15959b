import type { VersionComparison, VersionsDiff } from '@agenttracer/schema/query'
import { exactCount } from '../../format/count.ts'
import { IntervalPlot } from '../../ui/interval-plot.tsx'
import { ChangeWord } from './change-word.tsx'
import { differenceText, intervalText, metricNames, valueText } from './metric-text.ts'

/** Both versions in numbers, with how sure the change is. */
export function MetricTable({ diff: { a, b, metrics } }: { readonly diff: VersionsDiff }) {
  return (
    <table className="cards w-full text-[0.8125rem]" data-testid="version-metrics">
      <thead className="text-xs text-muted">
        <tr className="border-b border-hairline">
          <th scope="col">Metric</th>
          <th scope="col" className="num">{a?.version}</th>
          <th scope="col" className="num">{b.version}</th>
          <th scope="col">Verdict</th>
          <th scope="col" className="num">Change, 95%</th>
          <th scope="col" className="max-md:hidden">
            <span className="sr-only">Interval around no change</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {metrics.map((item) => (
          <MetricRow key={item.metric} item={item} versions={[a?.version ?? '', b.version]} />
        ))}
      </tbody>
    </table>
  )
}

function MetricRow({ item, versions: [before, after] }: { readonly item: VersionComparison; readonly versions: readonly [string, string] }) {
  const { metric, a, b, nA, nB, change, word } = item
  return (
    <tr className="border-b border-hairline" data-metric={metric} data-word={word}>
      <th scope="row" className="md:whitespace-nowrap">{metricNames[metric]}</th>
      <td className="num" title={`of ${exactCount(nA)} runs`} data-label={before}>
        {valueText(metric, a, nA)}
      </td>
      <td className="num font-medium" title={`of ${exactCount(nB)} runs`} data-label={after}>
        {valueText(metric, b, nB)}
      </td>
      <td>
        <ChangeWord word={word} />
      </td>
      <td className="num">
        {change === null ? <span className="text-muted">n under 30</span> : (
          <>
            {differenceText(metric, change.value)}
            <span className="text-muted max-md:before:content-['_'] md:block md:text-xs">{intervalText(item)}</span>
          </>
        )}
      </td>
      <td className="w-48 max-md:hidden">{change === null ? null : <IntervalPlot {...change} tone={word === 'worse' || word === 'better' ? word : 'unclear'} />}</td>
    </tr>
  )
}
