/** The address under which a launched server is reached by its superuser. Never print it. */
export const ownerUrl = (password: string, port: number, database: string): string => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`
