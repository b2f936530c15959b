import type { RunFilter } from '@agenttracer/schema'
import type { RunsPage } from '@agenttracer/schema/query'
import type { QueryContext } from '../context.ts'
import { answer } from '../query/answer.ts'
import { csvHead, csvRow } from './run-csv.ts'

export const exportFormats = { csv: 'text/csv; charset=utf-8', jsonl: 'application/jsonl; charset=utf-8' } as const
export type ExportFormat = keyof typeof exportFormats

const pageSize = 500
/** Said in the answer's headers before the first row. */
export const mostRows = 100_000

/** Every run that the filter means, newest first, a page at a time: as many rows as the list has, up to `mostRows`. */
export async function exportRuns(ctx: QueryContext, filter: RunFilter, format: ExportFormat): Promise<AsyncIterable<string>> {
  const page = async (cursor?: string): Promise<RunsPage> =>
    answer(await ctx.store.listRuns(ctx.projectId, { filter, sort: '-started', limit: pageSize, ...(cursor === undefined ? {} : { cursor }) }))
  // The first page is read before the answer begins, so that a refusal still is one.
  return lines(await page(), page, format)
}

async function* lines(first: RunsPage, next: (cursor: string) => Promise<RunsPage>, format: ExportFormat): AsyncGenerator<string> {
  if (format === 'csv') yield csvHead
  let left = mostRows
  for (let page: RunsPage | undefined = first; page !== undefined; page = page.nextCursor === null || left <= 0 ? undefined : await next(page.nextCursor)) {
    left -= page.items.length
    const rows = page.items.map((run) => (format === 'csv' ? csvRow(run) : `${JSON.stringify(run)}\n`))
    if (rows.length > 0) yield rows.join('')
  }
}
