import type pg from 'pg'

/** One column of the migrated database, as its catalog has it. */
export interface StoredColumn {
  readonly place: string
  /** Base type; of a list the type of its elements. */
  readonly type: string
  readonly isList: boolean
  readonly category: string
  /** Name of the domain; null where there is none. */
  readonly domain: string | null
  /** CHECKs on the column and on its domain. */
  readonly constraints: readonly string[]
  /** Types inside a composite. */
  readonly parts: readonly string[]
}

/** The only columns that hold what a person types: the exception of the privacy contract. */
export const typedByPeople = ['agenttracer_control.api_key.name', 'agenttracer_control.project.name', 'agenttracer_control.view.name', 'agenttracer_control.webhook.name'] as const

/** Types that cannot hold text at all, in themselves or as elements. */
const numeric: ReadonlySet<string> = new Set(['uuid', 'bool', 'int2', 'int4', 'int8', 'float4', 'float8', 'timestamptz', 'date'])
const shortNames: Readonly<Record<string, string>> = { integer: 'int4', smallint: 'int2', bigint: 'int8', boolean: 'bool', 'double precision': 'float8' }

/** Every column of every table. A partition repeats its table. */
const catalog = `
  SELECT n.nspname || '.' || c.relname || '.' || a.attname AS place, coalesce(element.typname, base.typname) AS type, element.oid IS NOT NULL AS "isList",
    coalesce(element.typtype, base.typtype)::text AS category, CASE WHEN t.typtype = 'd' THEN t.typname END AS domain,
    coalesce((SELECT array_agg(pg_get_constraintdef(k.oid) ORDER BY k.oid) FROM pg_constraint k WHERE (k.conrelid = c.oid AND k.contype = 'c' AND a.attnum = ANY (k.conkey)) OR (k.contypid = t.oid AND k.contype = 'c')), '{}') AS constraints,
    coalesce((SELECT array_agg(p.atttypid::regtype::text ORDER BY p.attnum) FROM pg_attribute p WHERE p.attrelid = coalesce(element.typrelid, base.typrelid) AND p.attnum > 0), '{}') AS parts
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_type t ON t.oid = a.atttypid JOIN pg_type base ON base.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END
  LEFT JOIN pg_type element ON element.oid = nullif(base.typelem, 0) AND base.typcategory = 'A'
  WHERE n.nspname LIKE 'agenttracer%' AND c.relkind IN ('r', 'p', 'm', 'f') ORDER BY n.nspname, c.relname, a.attnum`

/** Columns of every table that passes the test by its name; all without one. */
export async function readStoredColumns(client: pg.Client, isWanted: (table: string) => boolean = () => true): Promise<readonly StoredColumn[]> {
  const { rows } = await client.query<StoredColumn>(catalog)
  return rows.filter(({ place }) => isWanted(place.split('.')[1] ?? ''))
}

/** How content is kept out of a column, in words of the catalog; undefined if it is not. A length alone is no wall. */
export function wallOf({ type, category, constraints, parts, isList }: StoredColumn): string | undefined {
  if (numeric.has(type)) return isList ? `list of ${type}` : type
  const short = parts.map((part) => shortNames[part] ?? part)
  if (category === 'c') return short.every((part) => numeric.has(part)) ? `${isList ? 'list of ' : ''}(${short.join(', ')})` : undefined
  return constraints.find((text) => (/~/.test(text) && !/!~/.test(text.replace(/~ '\^/g, ''))) || /octet_length\(VALUE\) = 32/.test(text) || /= 'migration_lock'/.test(text))
}
