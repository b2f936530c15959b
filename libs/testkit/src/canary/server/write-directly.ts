import pg from 'pg'
import { isPlanted, type MarkForm } from '../mark/place.ts'
import { databasePlaces } from './database-places.ts'

type Plant = (id: (typeof databasePlaces)[number]['id']) => string

export interface DirectWrites {
  readonly urls: Readonly<Record<'owner' | 'ingest' | 'query' | 'control', string>>
  readonly form: MarkForm
  readonly plant: Plant
}

interface TextColumn {
  readonly table: string
  readonly column: string
  readonly isArray: boolean
}

/** What a person types into the control schema stands under a length only: the one listed exception (design section 4). */
const textColumns = `
  select format('%I.%I', n.nspname, c.relname) as "table", quote_ident(a.attname) as "column", bt.typcategory = 'A' as "isArray"
  from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace join pg_type t on t.oid = a.atttypid
  join pg_type bt on bt.oid = case when t.typtype = 'd' then t.typbasetype else t.oid end
  where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema')
    and (bt.typcategory = 'S' or bt.typname in ('json', 'jsonb', 'bytea', 'xml') or (bt.typcategory = 'A' and bt.typname in ('_text', '_varchar', '_name', '_bpchar', '_json', '_jsonb')))`

/**
 * Writes into every text column as every role, without the product in between, and makes statements fail in ways whose messages quote
 * values. What a wall lets through stays in the database, for the search to find. Answers how many columns were tried and how many refused.
 */
export async function writeDirectly({ urls, form, plant }: DirectWrites): Promise<{ readonly tried: number; readonly refused: number }> {
  // In a form that columns are not planted in, the harmless text would take the place of what another form has planted.
  const isWritten = databasePlaces.some((place) => place.kind === 'column' && isPlanted(place, form))
  const columns = isWritten ? await on(urls.owner, async (client) => (await client.query<TextColumn>(textColumns)).rows) : []
  let refused = 0
  const attempt = async (client: pg.Client, sql: string, text: string, isArray: boolean): Promise<void> => {
    try {
      await client.query(sql, [isArray ? [text] : text])
    } catch {
      refused += 1
    }
  }
  for (const role of ['owner', 'ingest', 'query', 'control'] as const) {
    await on(urls[role], async (client) => {
      for (const { table, column, isArray } of columns) {
        await attempt(client, `update ${table} set ${column} = $1`, plant(`database.${role}.write`), isArray)
        if (role === 'owner') await attempt(client, `insert into ${table} (${column}) values ($1)`, plant('database.owner.insert'), isArray)
      }
    })
  }
  await on(urls.owner, async (client) => {
    await swallow(() => client.query(`select '${plant('database.literal').replaceAll("'", "''")}'::int`))
    await swallow(() => client.query(plant('database.syntax')))
    await swallow(() => client.query('select $1::int', [plant('database.parameter')]))
  })
  await strangers(urls.owner, plant)
  return { tried: columns.length * 5, refused }
}

async function strangers(ownerUrl: string, plant: Plant): Promise<void> {
  await on(ownerUrl, (client) => client.query('select 1'), { application_name: plant('database.application-name') })
  const stranger = new URL(ownerUrl)
  stranger.password = encodeURIComponent(plant('database.password'))
  await swallow(() => on(stranger.href, (client) => client.query('select 1')))
}

async function on<R>(url: string, fn: (client: pg.Client) => Promise<R>, more: pg.ClientConfig = {}): Promise<R> {
  const client = new pg.Client({ connectionString: url, ...more })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await fn(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function swallow(fn: () => Promise<unknown>): Promise<void> {
  try {
    await fn()
  } catch {
    // Refused, as it should be.
  }
}
