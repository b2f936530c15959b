import type pg from 'pg'
import { doorRoles } from '../connect/connection-urls.ts'
import type { Door, RolePasswords } from '../connect/connection-urls.ts'
import { MigrateError } from './migrate-error.ts'
import { scramVerifier } from './scram-verifier.ts'

const definer = 'agenttracer_definer'
const doors = Object.keys(doorRoles) as Door[]

/** What a database's administrator runs once where the owner may not create roles. Passwords are theirs to set. */
const byHand = [
  `CREATE ROLE ${definer} NOLOGIN;`,
  ...doors.map((door) => `CREATE ROLE ${doorRoles[door]} LOGIN PASSWORD '...';`),
  `GRANT ${definer} TO <the owner in DATABASE_URL>;`,
].join('\n')

const roleHint = `The database role of DATABASE_URL may not create roles. Grant it CREATEROLE, or let an administrator run once:\n${byHand}\nand give one URL per door.`

/**
 * Makes the roles of design.md section 7, or checks that they exist. Doors without a password given keep the one they have. Roles belong to
 * the whole server, so another database's migration may be making them at this moment.
 */
export async function ensureRoles(client: pg.ClientBase, passwords: RolePasswords | undefined): Promise<void> {
  const facts = await client.query<{ can: boolean; found: string[] }>(
    `SELECT (SELECT r.rolsuper OR r.rolcreaterole FROM pg_roles r WHERE r.rolname = current_user) AS can,
            coalesce((SELECT array_agg(r.rolname::text) FROM pg_roles r WHERE r.rolname = ANY ($1)), '{}') AS found`,
    [[definer, ...Object.values(doorRoles)]],
  )
  const { can, found } = facts.rows[0] ?? { can: false, found: [] }
  const missing = [definer, ...Object.values(doorRoles)].filter((role) => !found.includes(role))
  if (missing.length > 0 && !can) throw new MigrateError('roles_missing', roleHint)
  for (const role of missing) await createRole(client, role)
  if (can) await settle(client, passwords)
  await joinDefiner(client)
}

async function createRole(client: pg.ClientBase, role: string): Promise<void> {
  const login = role === definer ? 'NOLOGIN' : 'LOGIN'
  await client.query(`DO $$ BEGIN CREATE ROLE ${role} ${login} NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`)
}

async function settle(client: pg.ClientBase, passwords: RolePasswords | undefined): Promise<void> {
  await patiently(client, `ALTER ROLE ${doorRoles.query} SET default_transaction_read_only = on`)
  if (passwords === undefined) return
  for (const door of doors) {
    if (!/^[\x21-\x7e]{16,128}$/.test(passwords[door])) throw new MigrateError('bad_password', 'A role password must be 16 to 128 printable ASCII characters.')
    await patiently(client, `ALTER ROLE ${doorRoles[door]} LOGIN PASSWORD '${scramVerifier(passwords[door])}'`)
  }
}

/** The owner hands its functions to the definer role, for which it must be a member of it. */
async function joinDefiner(client: pg.ClientBase): Promise<void> {
  // From Postgres 16 on, who makes a role is a member that may neither act as it nor inherit from it.
  const member = await client.query<{ ok: boolean }>(
    `SELECT CASE WHEN current_setting('server_version_num')::int < 160000 THEN pg_has_role(current_user, '${definer}', 'MEMBER')
                 ELSE pg_has_role(current_user, '${definer}', 'SET') AND pg_has_role(current_user, '${definer}', 'USAGE') END AS ok`,
  )
  if (member.rows[0]?.ok === true) return
  try {
    await client.query(`GRANT ${definer} TO CURRENT_USER`)
  } catch {
    throw new MigrateError('roles_missing', roleHint)
  }
}

/** Two databases of one server may alter a role at the same moment ("tuple concurrently updated"): the second tries again. */
async function patiently(client: pg.ClientBase, statement: string, tries = 5): Promise<void> {
  for (let left = tries; ; left -= 1) {
    try {
      await client.query(statement)
      return
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      // The roles exist, but another owner's: this one may not touch them.
      if (code === '42501') throw new MigrateError('roles_missing', roleHint, code)
      if (left <= 1 || code !== 'XX000') throw error
      await new Promise((done) => setTimeout(done, 50))
    }
  }
}
