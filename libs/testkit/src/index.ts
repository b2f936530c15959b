export { startTestDatabase } from './postgres-fixture/test-database.ts'
export type { TestDatabase } from './postgres-fixture/test-database.ts'
