import { idFromHex } from '../columns/hex-id.ts'
import type { RecordColumn } from '../columns/record-column.ts'
import type { Cell, DropEntry, MetricEntry, RecordRow } from './record-row.ts'

/** What the second of two records of one key did to the first. */
export interface Joined {
  readonly row: RecordRow
  readonly changed: boolean
}

const running = 10

/** The merge of migrations/merge-sql.ts over two rows of one batch: Postgres takes a key only once a statement. */
export function joinRows(columns: readonly RecordColumn[], s: RecordRow, e: RecordRow): Joined {
  const row: RecordRow = { ...s }
  const [sRevision, eRevision] = [Number(s['revision']), Number(e['revision'])]
  for (const { name, role, type } of columns) if (role === 'identity' && e[name] != null && (s[name] == null || before(type, e[name], s[name]))) row[name] = e[name]
  if ('dropped' in s) row['dropped'] = joinDrops(s['dropped'] as readonly DropEntry[] | null, e['dropped'] as readonly DropEntry[] | null)
  if (s['names_capped'] === true || e['names_capped'] === true) row['names_capped'] = true
  if (eRevision > sRevision) for (const { name, role } of columns) if (role === 'end' || name === 'revision' || name === 'status' || name === 'open_facts' || name === 'conflict') row[name] = e[name] ?? null
  if (eRevision === sRevision) joinEnds(columns, row, s, e)
  return { row, changed: columns.some(({ name }) => isMerged(name) && !same(row[name] ?? null, s[name] ?? null)) }
}

const isMerged = (name: string): boolean => name !== 'received_at' && name !== 'sort_at' && name !== 'clock_skew'

function joinEnds(columns: readonly RecordColumn[], row: RecordRow, s: RecordRow, e: RecordRow): void {
  const ends = columns.filter(({ role }) => role === 'end')
  const fields = ends.filter((c) => c.with === undefined)
  const status = Math.max(Number(s['status']), Number(e['status']))
  let open = 0
  let differs = s['status'] !== running && e['status'] !== running && s['status'] !== e['status']
  fields.forEach(({ name, order, type }, index) => {
    const bit = 2 ** index
    const [sValue, eValue] = [s[name] ?? null, e[name] ?? null]
    const [sOpen, eOpen] = [isOpen(s, bit), isOpen(e, bit)]
    const bothEnded = sValue !== null && eValue !== null && !sOpen && !eOpen
    if (bothEnded && (order === 'union' ? metricsDiffer(sValue, eValue) : !same(sValue, eValue))) differs = true
    if ((sValue !== null || eValue !== null) && !(sValue !== null && !sOpen) && !(eValue !== null && !eOpen)) open += bit
    const wins = eValue !== null && (sValue === null || (sOpen && !eOpen) || (sOpen === eOpen && order !== 'union' && before(type, sValue, eValue)))
    if (wins) for (const c of ends) if (c.name === name || c.with === name) row[c.name] = e[c.name] ?? null
    if (!wins && order === 'union' && sValue !== null && eValue !== null && sOpen === eOpen) row[name] = joinMetrics(sValue, eValue)
  })
  row['status'] = status
  row['open_facts'] = status === running ? 0 : open
  row['conflict'] = s['conflict'] === true || e['conflict'] === true || differs
}

const isOpen = (row: RecordRow, bit: number): boolean => row['status'] === running || (Number(row['open_facts']) & bit) !== 0

/** The database's order: texts are ASCII, so it is that of collation "C"; step ids compare as signed numbers. */
function before(type: string, a: Cell, b: Cell): boolean {
  if (type === 'int8' && typeof a === 'string' && typeof b === 'string') return idFromHex(a) < idFromHex(b)
  return a !== null && b !== null && a < b
}

const same = (a: Cell, b: Cell): boolean => a === b || (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null && text(a) === text(b))
const text = (value: Cell): string => JSON.stringify(value)

/** Union by name; of two values of one name the greater. */
export function joinMetrics(s: Cell, e: Cell): readonly MetricEntry[] {
  const entries = new Map<string, MetricEntry>()
  for (const entry of [...(s as readonly MetricEntry[]), ...(e as readonly MetricEntry[])]) {
    const stored = entries.get(entry.name)
    if (stored === undefined || Number(stored.isBoolean) < Number(entry.isBoolean) || (stored.isBoolean === entry.isBoolean && stored.value < entry.value)) entries.set(entry.name, entry)
  }
  return [...entries.values()]
}

function metricsDiffer(s: Cell, e: Cell): boolean {
  const stored = new Map((s as readonly MetricEntry[]).map((entry) => [entry.name, entry]))
  return (e as readonly MetricEntry[]).some(({ name, isBoolean, value }) => {
    const other = stored.get(name)
    return other !== undefined && (other.isBoolean !== isBoolean || other.value !== value)
  })
}

/** Union by reason; the greater count. */
export function joinDrops(s: readonly DropEntry[] | null, e: readonly DropEntry[] | null): readonly DropEntry[] | null {
  if (s === null || e === null) return s ?? e
  const counts = new Map(s.map(({ reason, count }) => [reason, count]))
  for (const { reason, count } of e) counts.set(reason, Math.max(counts.get(reason) ?? 0, count))
  return [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => a.reason - b.reason)
}
