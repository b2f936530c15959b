import { Link, useParams } from '@remix-run/react'
import type { RunFilter } from '@agenttracer/schema'
import type { FailureDifference, FailureDifferences, FailureGroup } from '@agenttracer/schema/query'
import { exactCount } from '../../format/count.ts'
import { rate } from '../../format/percent.ts'
import { useZone } from '../../preferences/preferences-context.tsx'
import { Icon } from '../../ui/icon.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { differenceAddress, dimensionWords, valueText } from './difference-text.ts'

interface DifferencesProps {
  readonly group: FailureGroup
  readonly differences: FailureDifferences
  readonly filter: RunFilter
}

const shown = 12

/** Where the failing runs are unlike the others, largest difference first; each is one click from its runs. */
export function DifferencesTable({ group, differences, filter }: DifferencesProps) {
  const { failing, other, items } = differences
  if (failing === 0) return <EmptyState title="No run of this group in this time." />
  if (other === 0) return <EmptyState title={`${group.agentId} has no other run in this time to compare with.`} />
  const apart = items.filter(({ difference }) => difference.value !== 0)
  return (
    <>
      <table className="cards w-full text-[0.8125rem]" data-testid="differences">
        <thead className="text-xs text-muted">
          <tr className="border-b border-hairline">
            <th scope="col">What</th>
            <th scope="col" className="wide">
              Failing {exactCount(failing)} against other {exactCount(other)}
            </th>
            <th scope="col" className="num">
              Difference, 95%
            </th>
            <th scope="col">
              <span className="sr-only">Filter</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {apart.slice(0, shown).map((item) => (
            <Row key={`${item.dimension} ${item.value}`} item={item} {...{ group, differences, filter }} />
          ))}
        </tbody>
      </table>
      {apart.length === 0 ? <p className="py-2 text-muted">Nothing that is recorded sets them apart.</p> : null}
    </>
  )
}

function Row({ item, group, differences, filter }: DifferencesProps & { readonly item: FailureDifference }) {
  const runs = `/p/${useParams()['project'] ?? 'default'}/runs`
  // A value that no failing run has is no filter to follow.
  const address = item.failing === 0 ? null : differenceAddress(runs, group, item, differences, filter)
  const [own, others] = [rate(item.failing, differences.failing), rate(item.other, differences.other)]
  const text = valueText(item, differences, useZone())
  const isClear = item.difference.low > 0 || item.difference.high < 0
  return (
    <tr className="border-b border-hairline hover:bg-surface" data-difference={`${item.dimension}=${item.value}`}>
      <th scope="row" className="!font-normal">
        <span className="text-muted">{dimensionWords[item.dimension]}</span> <span className="font-medium">{text}</span>
      </th>
      <td className="wide">
        <Share name="failing" part={item.failing} total={differences.failing} text={own.text} colour="var(--failed)" />
        <Share name="others" part={item.other} total={differences.other} text={others.text} colour="var(--kind-agent)" />
      </td>
      <td className="num">
        {points(item.difference.value, true)} <span className="text-muted">[{points(item.difference.low)} to {points(item.difference.high)}]</span>
        {isClear ? null : <span className="block text-xs text-muted">no clear difference</span>}
      </td>
      <td>
        {address === null ? null : (
          <Link className="inline-flex min-h-6 min-w-6 items-center justify-center text-link" to={address} title={`Failing runs with ${dimensionWords[item.dimension]} ${text}`}>
            <Icon name="plus" className="size-3.5" />
            <span className="sr-only">
              Filter: failing runs with {dimensionWords[item.dimension]} {text}
            </span>
          </Link>
        )}
      </td>
    </tr>
  )
}

/** `+78 pts`; the sign is always written for the difference itself. */
function points(share: number, withUnit = false): string {
  const value = Math.round(share * 100)
  return `${value > 0 && withUnit ? '+' : ''}${String(value).replace('-', '−')}${withUnit ? ' pts' : ''}`
}

interface ShareProps {
  readonly name: string
  readonly part: number
  readonly total: number
  readonly text: string
  readonly colour: string
}

function Share({ name, part, total, text, colour }: ShareProps) {
  return (
    <p className="grid grid-cols-[3.5rem_minmax(3rem,10rem)_auto] items-center gap-x-2 leading-5" title={`${exactCount(part)} of ${exactCount(total)}`}>
      <span className="text-xs text-muted">{name}</span>
      <span aria-hidden="true" className="h-2 rounded-sm bg-selected">
        <span className="block h-full rounded-sm" style={{ width: `${total === 0 ? 0 : (part / total) * 100}%`, background: colour }} />
      </span>
      <span className="whitespace-nowrap">
        {text}
        {text.includes(' of ') ? null : <span className="text-muted"> ({exactCount(part)})</span>}
      </span>
    </p>
  )
}
