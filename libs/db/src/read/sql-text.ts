import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type pg from 'pg'

/** Builds statements with bound parameters; it never connects: the transaction belongs to connect/project-transaction.ts. */
const compiler = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

export type Fragment = RawBuilder<unknown>

/** Runs a statement on a client that stands in a transaction. */
export async function rows<Row extends pg.QueryResultRow>(client: pg.ClientBase, fragment: Fragment): Promise<Row[]> {
  const { sql: text, parameters } = fragment.compile(compiler)
  return (await client.query<Row>(text, [...parameters])).rows
}

export const and = (parts: readonly Fragment[]): Fragment => (parts.length === 0 ? sql`true` : sql`(${sql.join([...parts], sql` AND `)})`)
/** Equality in which null is a value. Not IS NOT DISTINCT FROM: no index serves that. */
export const isSame = (place: Fragment, value: number | null): Fragment => (value === null ? sql`${place} IS NULL` : sql`${place} = ${value}`)

export const or = (parts: readonly Fragment[]): Fragment => (parts.length === 0 ? sql`false` : sql`(${sql.join([...parts], sql` OR `)})`)
