import type { DiffRow, DiffSide, RunSummary } from '@agenttracer/schema/query'
import { plural } from '../../format/count.ts'

/** How a step went in one of the runs, in a phrase: `OK`, `tool.timeout on 3 tries`, `OK on try 2`. */
export function sideText(side: DiffSide | null): string {
  if (side === null) return 'no such step'
  const { status, failure, tries, httpStatus } = side
  if (status === 'error') return `${failure ?? 'failed'}${httpStatus === null ? '' : ` (HTTP ${httpStatus})`}${tries === 1 ? '' : ` on ${plural(tries, 'try', 'tries')}`}`
  const words = { ok: 'OK', running: 'running', cancelled: 'cancelled', interrupted: 'waiting' } as const
  return tries === 1 ? words[status] : `${words[status]} on try ${tries}`
}

/** Where the two runs first part, in one sentence; of the row that the server points at. */
export function firstDifferenceText(row: DiffRow | undefined): string {
  if (row === undefined) return 'Both runs took the same steps with the same outcomes; they differ in their times only.'
  const { name, type, here, there } = row
  if (here === null) return `First difference: ${type} ${name} is missing here; it was step ${there?.step ?? 0} there.`
  if (there === null) return `First difference: step ${here.step}, ${type} ${name}, was added here; the other run has no such step.`
  return `First difference: step ${here.step}, ${type} ${name}: ${sideText(here)} here, ${sideText(there)} there${row.changes.includes('model') ? `; model ${here.model ?? ''} here, ${there.model ?? ''} there` : ''}.`
}

/** A plain report of the comparison; no content can appear in it because none exists. */
export function compareReport(run: RunSummary, other: RunSummary, rows: readonly DiffRow[], first: number | null, permalink: string): string {
  const differing = rows.filter(({ kind }) => kind !== 'same')
  return [
    `### ${run.agentId} ${run.agentVersion} against ${other.agentId} ${other.agentVersion}`,
    permalink,
    '',
    firstDifferenceText(first === null ? undefined : rows[first]),
    '',
    '| Step | This run | Other run |',
    '| --- | --- | --- |',
    ...differing.slice(0, 50).map((row) => `| ${row.type} ${row.name} | ${sideText(row.here)} | ${sideText(row.there)} |`),
    ...(differing.length > 50 ? [`| and ${differing.length - 50} more | | |`] : []),
    '',
  ].join('\n')
}
