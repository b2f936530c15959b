export { startTestDatabase } from './postgres-fixture/test-database.ts'
export type { TestDatabase } from './postgres-fixture/test-database.ts'
export { readStoredColumns, typedByPeople, wallOf } from './catalog/stored-columns.ts'
export type { StoredColumn } from './catalog/stored-columns.ts'
