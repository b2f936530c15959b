import { sql } from 'kysely'
import type { NameNumber } from '../failures/version-order.ts'
import type { ReadContext } from '../read/read-context.ts'
import { rows } from '../read/sql-text.ts'
import type { Fragment } from '../read/sql-text.ts'
import { facetJoin, keyColumns, onlySql } from './cell-sql.ts'
import type { CellKey, CellRow, CellsQuery } from './cell-sql.ts'
import { restSql, rolledSql } from './cover.ts'
import type { Cover } from './cover.ts'
import { measures, measureSql } from './measures.ts'
import { partSql } from './parts.ts'

const facets = { tool: 1, model: 2 } as const
/** The upper end of a class of lengths is this to the power of its number (`agenttracer.latency_class`); its middle is at most 1 % off. */
const classWidth = 1.02
const lengthOf = (latencyClass: number | null): number | null => (latencyClass === null ? null : Number(((2 * classWidth ** latencyClass) / (classWidth + 1)).toPrecision(6)))

type ClassRow = Record<`key${number}`, NameNumber> & { readonly part: number; readonly p50: number | null; readonly p95: number | null; readonly p99: number | null }

/** The cells of a query from stored sums and the rows that they do not cover. */
export async function rolledCells(context: ReadContext, query: CellsQuery, cover: Cover): Promise<CellRow[]> {
  const { by, parts } = query
  const found = await rows<CellRow>(context.client, sql`
    SELECT ${keysOf(by)} part, ${sql.join(measures.map((name) => sql`sum(${sql.ref(name)})::int8 AS ${sql.ref(name)}`))},
      (extract(epoch FROM min(first_at)) * 1000)::float8 AS first_at, NULL::float8[] AS p
    FROM (${fromSums(query, cover)} UNION ALL ${fromRows(context, query, cover)}) c GROUP BY ${sql.join(numbered(by.length + 1))}`)
  if (query.latency === false) return found
  const part = parts === undefined ? sql`0` : partSql(parts, sql`r.sort_at`)
  const classes = await rows<ClassRow>(context.client, sql`
    SELECT ${keysOf(by)} part, ${sql.join([['p50', 0.5], ['p95', 0.95], ['p99', 0.99]].map(([name, share]) => sql`min(class) FILTER (WHERE upto >= ceil(${share}::float8 * total)) AS ${sql.ref(String(name))}`))}
    FROM (SELECT ${keysOf(by)} part, class, sum(runs) OVER (PARTITION BY ${keysOf(by)} part ORDER BY class) AS upto, sum(runs) OVER (PARTITION BY ${keysOf(by)} part) AS total
      FROM (SELECT ${keysOf(by)} part, class, sum(runs) AS runs FROM (
        SELECT ${keySelect(rolledKeys(by))} ${part} AS part, l.class, l.runs FROM ${rolledSql(cover, facetOf(by))} CROSS JOIN LATERAL unnest(r.latency_class, r.latency_count) l(class, runs)
          WHERE true ${onlySql(rolledKeys(by)[0], query.only)}
        UNION ALL SELECT ${keySelect(keyColumns(by))} ${part}, agenttracer.latency_class(r.duration_ms), 1 FROM ${restSql(cover)} ${facetJoin(by)}
          WHERE r.duration_ms IS NOT NULL ${onlySql(keyColumns(by)[0], query.only)}) l
        GROUP BY ${sql.join(numbered(by.length + 2))}) s) w
    GROUP BY ${sql.join(numbered(by.length + 1))}`)
  const placeOf = (row: Pick<CellRow, 'part'> & Record<`key${number}`, NameNumber>): string => [...by.map((_, at) => row[`key${at}`] ?? ''), row.part].join(' ')
  const byPlace = new Map(classes.map((row) => [placeOf(row), row]))
  return found.map((row) => {
    const own = byPlace.get(placeOf(row))
    return own === undefined ? row : { ...row, p: [lengthOf(own.p50), lengthOf(own.p95), lengthOf(own.p99)] }
  })
}

const numbered = (count: number): Fragment[] => Array.from({ length: count }, (_, at) => sql.lit(at + 1))
const keysOf = (by: readonly CellKey[]): Fragment => sql.join([...by.map((_, at) => sql`${sql.ref(`key${at}`)},`), sql``], sql` `)
const keySelect = (keys: readonly Fragment[]): Fragment => sql.join([...keys.map((key, at) => sql`${key} AS ${sql.ref(`key${at}`)},`), sql``], sql` `)
const rolledKeys = (by: readonly CellKey[]): Fragment[] => by.map((key, at) => (key === 'tool' || key === 'model' ? sql`r.name` : (keyColumns(by)[at] ?? sql`NULL`)))
const facetOf = (by: readonly CellKey[]): 0 | 1 | 2 => (by.includes('tool') ? facets.tool : by.includes('model') ? facets.model : 0)

function fromSums({ by, parts, only }: CellsQuery, cover: Cover): Fragment {
  const keys = rolledKeys(by)
  const part = parts === undefined ? sql`0` : partSql(parts, sql`r.sort_at`)
  const sums = measures.map((name) => (name === 'running' || name === 'incomplete' ? sql`0 AS ${sql.ref(name)}` : sql`r.${sql.ref(name)}`))
  return sql`SELECT ${keySelect(keys)} ${part} AS part, ${sql.join(sums)}, r.first_at FROM ${rolledSql(cover, facetOf(by))} WHERE true ${onlySql(keys[0], only)}`
}

function fromRows(context: ReadContext, { by, parts, only }: CellsQuery, cover: Cover): Fragment {
  const keys = keyColumns(by)
  const part = parts === undefined ? sql`0` : partSql(parts, sql`r.sort_at`)
  return sql`SELECT ${keySelect(keys)} ${part} AS part, ${sql.join(Object.values(measureSql(context)))}, r.sort_at FROM ${restSql(cover)} ${facetJoin(by)} WHERE true ${onlySql(keys[0], only)}`
}
