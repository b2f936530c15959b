import type { DiffKind, DiffRow, DiffSide } from '@agenttracer/schema/query'
import { Link, useSearchParams } from '@remix-run/react'
import { duration, signedDuration } from '../../format/duration.ts'
import { classes } from '../../ui/classes.ts'
import { Icon } from '../../ui/icon.tsx'
import { sideText } from './side-text.ts'

const pageSize = 200
/** Above this many rows only those that differ are listed until the reader asks for all. */
const fewRows = 60

interface StepDiffTableProps {
  readonly rows: readonly DiffRow[]
  readonly first: number | null
  /** The longer of the two runs: the scale of the little bars. */
  readonly spanMs: number
}

const marks: Record<DiffKind, { readonly word: string; readonly icon: 'check' | 'warning' | 'plus' | 'minus'; readonly tone: string }> = {
  same: { word: 'same', icon: 'check', tone: 'text-muted' },
  changed: { word: 'differs', icon: 'warning', tone: 'text-failed-text' },
  added: { word: 'added', icon: 'plus', tone: 'text-running-text' },
  missing: { word: 'missing', icon: 'minus', tone: 'text-recovered-text' },
}

/** Every step of both runs in the order of this one. Plain HTML: it reads without a script. */
export function StepDiffTable({ rows, first, spanMs }: StepDiffTableProps) {
  const [params] = useSearchParams()
  const showsAll = rows.length <= fewRows || params.get('show') === 'all'
  const listed = rows.map((row, at) => ({ row, at })).filter(({ row }) => showsAll || row.kind !== 'same')
  const pages = Math.max(1, Math.ceil(listed.length / pageSize))
  const page = Math.min(pages, Math.max(1, Number.parseInt(params.get('page') ?? '1', 10) || 1))
  const to = (at: number): string => `?${showsAll && rows.length > fewRows ? 'show=all&' : ''}page=${at}`
  return (
    <>
      {rows.length <= fewRows ? null : (
        <p className="mb-2 text-[0.8125rem]">
          <Link className="text-link" preventScrollReset to={showsAll ? '?' : '?show=all'}>
            {showsAll ? 'Show only what differs' : `Show all ${rows.length} steps`}
          </Link>
        </p>
      )}
      <table className="cards w-full text-[0.8125rem]" data-testid="step-diff">
        <thead className="text-xs text-muted">
          <tr className="border-b border-hairline">
            <th scope="col">Step</th>
            <th scope="col">Difference</th>
            <th scope="col">This run</th>
            <th scope="col">Other run</th>
            <th scope="col" className="num">Change</th>
            <th scope="col" className="max-md:hidden">
              <span className="sr-only">When it ran: above this run, below the other</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {listed.slice((page - 1) * pageSize, page * pageSize).map(({ row, at }) => (
            <StepRow key={at} row={row} isFirst={at === first} spanMs={spanMs} />
          ))}
        </tbody>
      </table>
      {pages === 1 ? null : (
        <nav aria-label="Pages of steps" className="flex gap-4 py-2">
          {page > 1 ? <Link className="text-link" to={to(page - 1)}>Earlier steps</Link> : null}
          <span className="text-muted">Page {page} of {pages}</span>
          {page < pages ? <Link className="text-link" to={to(page + 1)}>Later steps</Link> : null}
        </nav>
      )}
    </>
  )
}

function StepRow({ row, isFirst, spanMs }: { readonly row: DiffRow; readonly isFirst: boolean; readonly spanMs: number }) {
  const { kind, name, type, depth, here, there } = row
  const { word, icon, tone } = marks[kind]
  const delta = here?.durationMs == null || there?.durationMs == null ? '' : signedDuration(here.durationMs - there.durationMs)
  return (
    <tr data-diff={kind} data-first={isFirst || undefined} className={classes('border-b border-hairline', isFirst && 'bg-selected')}>
      <th scope="row" className="!font-normal" style={{ paddingLeft: `${0.25 + Math.min(8, depth) * 0.9}rem` }}>
        <Icon name={type} className="mr-1.5 inline size-3.5 text-muted" />
        <span className="sr-only">{type} </span>
        {name}
      </th>
      <td className={classes('whitespace-nowrap', tone)}>
        <Icon name={icon} className="mr-1 inline size-3" />
        {word}
        {isFirst ? ', first' : ''}
      </td>
      <td className={kind === 'same' ? 'text-muted' : ''}>{withTime(here)}</td>
      <td className="text-muted">{withTime(there)}</td>
      <td className="num">{delta}</td>
      <td className="w-1/4 max-md:hidden">
        <TwoBars here={here} there={there} spanMs={spanMs} />
      </td>
    </tr>
  )
}

const withTime = (side: DiffSide | null): string => (side === null || side.durationMs === null ? sideText(side) : `${sideText(side)}, ${duration(side.durationMs)}`)

/** This run above, the other below, each on the clock of its own start. Decoration: the numbers stand beside it. */
function TwoBars({ here, there, spanMs }: { readonly here: DiffSide | null; readonly there: DiffSide | null; readonly spanMs: number }) {
  const bar = (side: DiffSide | null, y: number, fill: string) => {
    if (side === null || spanMs <= 0) return null
    const from = Math.min(99, Math.max(0, (side.startMs / spanMs) * 100))
    return <rect x={`${from}%`} y={y} width={`${Math.min(100 - from, Math.max(0.8, ((side.durationMs ?? 0) / spanMs) * 100))}%`} height="6" rx="1" fill={fill} />
  }
  return (
    <svg aria-hidden="true" width="100%" height="16" className="block">
      {bar(here, 1, here?.status === 'error' ? 'var(--failed)' : 'var(--focus)')}
      {bar(there, 9, 'var(--kind-agent)')}
    </svg>
  )
}
