import pg from 'pg'
import { doorRoles } from './connection-urls.ts'
import type { Door } from './connection-urls.ts'
import { sqlFailure } from './sql-failure.ts'

/**
 * Why a door could not work with its database address. `hint` says what to do in statements to copy; it holds names of roles, never a
 * password. `unreachable` and `not_migrated` may pass by themselves while a server starts.
 */
export interface DoorFault {
  readonly door: Door
  readonly code: 'unreachable' | 'login_refused' | 'not_migrated' | 'lacks_rights' | 'too_powerful'
  readonly hint: string
}

interface Need {
  readonly object: string
  readonly right: 'EXECUTE' | 'SELECT' | 'INSERT' | 'UPDATE' | 'USAGE'
  readonly kind: 'schema' | 'table' | 'function'
}

const schema = (object: string): Need => ({ object, right: 'USAGE', kind: 'schema' })
const table = (object: string, right: Need['right']): Need => ({ object, right, kind: 'table' })
const call = (object: string): Need => ({ object, right: 'EXECUTE', kind: 'function' })

const shared = [schema('agenttracer'), call('agenttracer.authenticate(bytea)'), call('agenttracer.default_project()'), call('agenttracer.read_words_v1()')]
/** What each door cannot work without. The migrations grant more; whoever has these has those. */
const needs: Readonly<Record<Door, readonly Need[]>> = {
  ingest: [...shared, call('agenttracer.lock_runs_v1(uuid[])'), call('agenttracer.register_names_v1(text[],smallint[],text[])')],
  query: [...shared, table('agenttracer.run', 'SELECT'), table('agenttracer.step', 'SELECT'), table('agenttracer.name', 'SELECT')],
  control: [
    ...shared, schema('agenttracer_control'), table('agenttracer_control.api_key', 'INSERT'), table('agenttracer_control.project', 'UPDATE'), table('agenttracer_control.audit', 'INSERT'),
    call('agenttracer.ensure_partitions_v1()'),
  ],
}

interface RoleFacts {
  readonly role: string
  readonly quoted: string
  readonly is_powerful: boolean
  readonly is_migrated: boolean
  readonly is_member: boolean | null
  readonly lacking: readonly number[]
}

const facts = `
  SELECT r.rolname::text AS role, quote_ident(r.rolname) AS quoted, r.rolsuper OR r.rolbypassrls AS is_powerful, to_regnamespace('agenttracer') IS NOT NULL AS is_migrated,
    (SELECT pg_has_role(r.oid, d.oid, 'USAGE') FROM pg_roles d WHERE d.rolname = $1) AS is_member,
    ARRAY(SELECT n.at::int FROM unnest($2::text[], $3::text[], $4::text[]) WITH ORDINALITY AS n(kind, object, privilege, at)
      WHERE NOT coalesce(CASE n.kind
        WHEN 'schema' THEN has_schema_privilege(r.oid, to_regnamespace(n.object)::oid, n.privilege)
        WHEN 'table' THEN has_table_privilege(r.oid, (SELECT c.oid FROM pg_class c WHERE c.relnamespace = to_regnamespace(split_part(n.object, '.', 1)) AND c.relname = split_part(n.object, '.', 2)), n.privilege)
        ELSE has_function_privilege(r.oid, (SELECT p.oid FROM pg_proc p WHERE p.pronamespace = to_regnamespace(split_part(n.object, '.', 1))
          AND p.proname || '(' || replace(pg_catalog.oidvectortypes(p.proargtypes), ', ', ',') || ')' = split_part(n.object, '.', 2)), n.privilege) END, false)) AS lacking
  FROM pg_roles r WHERE r.rolname = current_user`

/** Asks the database, as each door's role, whether the door can work: the same question that the first request would fail on. */
export async function checkDoors(urls: Readonly<Record<Door, string>>): Promise<readonly DoorFault[]> {
  const found = await Promise.all((Object.keys(doorRoles) as Door[]).map((door) => checkDoor(door, urls[door])))
  return found.filter((fault) => fault !== undefined)
}

async function checkDoor(door: Door, url: string): Promise<DoorFault | undefined> {
  const client = new pg.Client({ connectionString: url, application_name: `agenttracer-check-${door}`, connectionTimeoutMillis: 5_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const wanted = needs[door]
    const { rows } = await client.query<RoleFacts>(facts, [doorRoles[door], wanted.map(({ kind }) => kind), wanted.map(({ object }) => object), wanted.map(({ right }) => right)])
    const [role] = rows
    return role === undefined ? undefined : judge(door, role)
  } catch (error) {
    return asFault(door, url, error)
  } finally {
    await client.end().catch(() => undefined)
  }
}

function judge(door: Door, { role, quoted, is_powerful: isPowerful, is_migrated: isMigrated, is_member: isMember, lacking }: RoleFacts): DoorFault | undefined {
  if (!isMigrated) return { door, code: 'not_migrated', hint: 'The database has no AgentTracer schema. Start one process with AGENTTRACER_DATABASE_URL_OWNER (or DATABASE_URL), the address of the role that owns it.' }
  if (isPowerful) {
    return { door, code: 'too_powerful', hint: `The role ${role} of the ${door} door passes by row-level security, so projects would not be kept apart. Use a role of its own for the door, or run: ALTER ROLE ${quoted} NOSUPERUSER NOBYPASSRLS;` }
  }
  if (lacking.length === 0) return undefined
  const own = doorRoles[door]
  const grants = isMember === true ? lacking.map((at) => grantOf(needs[door][at - 1], own)) : [`GRANT ${own} TO ${quoted};`]
  return { door, code: 'lacks_rights', hint: `The role ${role} of the ${door} door lacks rights. As the owner of the database run:\n${grants.join('\n')}` }
}

const grantOf = (need: Need | undefined, role: string): string => (need === undefined ? '' : `GRANT ${need.right} ON ${need.kind.toUpperCase()} ${need.object} TO ${role};`)

function asFault(door: Door, url: string, error: unknown): DoorFault {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  const role = roleOf(url)
  if (code === '28P01' || code === '28000') {
    return {
      door, code: 'login_refused',
      hint: `The database refuses the login of ${role} for the ${door} door. Give the address with its password in AGENTTRACER_DATABASE_URL_${door.toUpperCase()}, or as an administrator run: ALTER ROLE ${role} LOGIN PASSWORD '...';`,
    }
  }
  if (code === '42501') return { door, code: 'lacks_rights', hint: `The role ${role} of the ${door} door may not use this database. As its owner run: GRANT CONNECT ON DATABASE <name> TO ${role};` }
  if (sqlFailure(error) === 'unavailable') return { door, code: 'unreachable', hint: `The database of the ${door} door cannot be reached. Check its address and that the server runs.` }
  throw error
}

/** The role that an address names, if it is a plain name. */
function roleOf(url: string): string {
  const name = URL.canParse(url) ? decodeURIComponent(new URL(url).username) : ''
  return /^[A-Za-z_][A-Za-z0-9_$-]{0,62}$/.test(name) ? name : 'its role'
}
