import pg from 'pg'
import { startTestDatabase } from '../postgres-fixture/test-database.ts'
import { readStoredColumns } from './stored-columns.ts'
import type { StoredColumn } from './stored-columns.ts'

/** Partitions repeat their table, and their names go with the calendar. */
const isPartition = (table: string): boolean => /_(default|\d{8})$/.test(table)

/** Every column of a freshly migrated database, without partitions; it takes a second or two. */
export async function migratedColumns(): Promise<readonly StoredColumn[]> {
  const database = await startTestDatabase()
  const client = new pg.Client({ connectionString: database.ownerUrl })
  try {
    await client.connect()
    return await readStoredColumns(client, (table) => !isPartition(table))
  } finally {
    await client.end()
    await database.stop()
  }
}
