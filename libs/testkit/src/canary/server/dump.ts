import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

/** Every row of every table and what the database says of itself, as text. Then a checkpoint, so that the data files are current. */
export async function dumpDatabase(ownerUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const tables = await client.query<{ name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_toast'`,
    )
    const parts: string[] = []
    for (const { name } of tables.rows) {
      const rows = await client.query<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t`)
      parts.push(name, ...rows.rows.map(({ row }) => row))
    }
    const extra = await client.query<{ text: string }>("select coalesce(string_agg(description, ' '), '') as text from pg_description")
    await client.query('checkpoint')
    return [...parts, ...extra.rows.map(({ text }) => text)].join('\n')
  } finally {
    await client.end()
  }
}

/** All bytes below a folder: the data directory with its write-ahead log. */
export function folderBytes(folder: string): Uint8Array {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return Buffer.concat(files.map((entry) => readIfThere(join(entry.parentPath, entry.name))))
}

/** Postgres removes files as it likes. */
function readIfThere(file: string): Uint8Array {
  try {
    return readFileSync(file)
  } catch {
    return new Uint8Array()
  }
}
