import { Link, useSearchParams } from '@remix-run/react'
import { duration } from '../../format/duration.ts'
import type { Row, WaterfallModel } from '../../waterfall/model/row.ts'
import { rowLabel, stateWord, triesText } from '../../waterfall/view/state-words.ts'

const pageSize = 200

/** The steps as a plain table: the same facts without a script, a few hundred at a time. */
export function StepTable({ model }: { readonly model: WaterfallModel }) {
  const [params] = useSearchParams()
  const pages = Math.ceil(model.rows.length / pageSize)
  const page = Math.min(pages, Math.max(1, Number.parseInt(params.get('page') ?? '1', 10) || 1))
  const rows = model.rows.slice((page - 1) * pageSize, page * pageSize)
  const to = (at: number): string => `?view=table&page=${at}`
  return (
    <div className="min-w-0 overflow-x-auto rounded-lg border border-hairline" tabIndex={0} role="region" aria-label="Steps as a table">
      <table className="w-full text-[0.8125rem]" data-testid="step-table">
        <caption className="px-3 py-2 text-left">
          <span className="font-semibold">Steps in reading order</span>
          <a className="ml-3 text-xs text-link" href="?">
            View as waterfall
          </a>
        </caption>
        <thead className="border-y border-hairline bg-surface text-xs text-muted">
          <tr>
            {['Step', 'Type', 'State', 'Tries', 'Starts', 'Duration'].map((name, at) => (
              <th key={name} scope="col" className={at > 2 ? 'px-3 py-1.5 text-right font-medium' : 'px-3 py-1.5 text-left font-medium'}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <TableRow key={row.id} row={row} />
          ))}
        </tbody>
      </table>
      {pages <= 1 ? null : (
        <nav aria-label="Pages of steps" className="flex gap-4 border-t border-hairline px-3 py-2">
          {page > 1 ? <Link className="text-link" to={to(page - 1)}>Earlier steps</Link> : null}
          <span className="text-muted">
            Page {page} of {pages}
          </span>
          {page < pages ? <Link className="text-link" to={to(page + 1)}>Later steps</Link> : null}
        </nav>
      )}
    </div>
  )
}

function TableRow({ row }: { readonly row: Row }) {
  return (
    <tr className={row.state === 'root-cause' ? 'bg-failed-tint' : 'border-t border-hairline'} data-step-id={row.id} data-state={row.state} title={rowLabel(row)}>
      <th scope="row" className="px-3 py-1 text-left font-normal" style={{ paddingLeft: `${0.75 + Math.min(8, row.depth) * 0.9}rem` }}>
        {row.name}
      </th>
      <td className="px-3 py-1 text-muted">{row.type}</td>
      <td className="px-3 py-1">{stateWord(row) ?? 'OK'}</td>
      <td className="px-3 py-1 text-right">{triesText(row)}</td>
      <td className="px-3 py-1 text-right">{duration(row.start)}</td>
      <td className="px-3 py-1 text-right">{duration(row.durationMs)}</td>
    </tr>
  )
}
