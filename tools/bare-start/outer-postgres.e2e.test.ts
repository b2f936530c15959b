import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Binaries, startThrowawayPostgres, type ThrowawayPostgres } from '@agenttracer/postgres'
import pg from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { buildApi } from '../build/build-api.ts'
import { bareStart } from './bare-start.ts'
import { provideServerPrograms } from './server-programs.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const password = 'a-password-of-the-page'
let programs: Binaries | undefined

beforeAll(async () => {
  programs = provideServerPrograms((line) => process.stderr.write(`${line}\n`))
  await buildApi(root)
}, 400_000)

/** The blocks of a page in one language, in order, with a password for its dots. */
function blocks(page: string, language: 'sql' | 'sh'): readonly string[] {
  const text = readFileSync(join(root, 'docs/how-to', page), 'utf8')
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, code = '']) => code.replaceAll("'...'", `'${password}'`))
}

function block(page: string, language: 'sql' | 'sh', containing: string): string {
  const found = blocks(page, language).find((code) => code.includes(containing))
  if (found === undefined) throw new Error(`${page} has no ${language} block with ${containing}`)
  return found
}

async function asSuperuser<Row extends pg.QueryResultRow>(server: ThrowawayPostgres, statements: readonly string[], database = 'postgres'): Promise<Row[]> {
  const url = new URL(server.ownerUrl)
  url.pathname = `/${database}`
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  try {
    let rows: Row[] = []
    for (const statement of statements) ({ rows } = await client.query<Row>(statement))
    return rows
  } finally {
    await client.end()
  }
}

/** Statements of a block, one by one: CREATE DATABASE must be alone. */
const statements = (code: string): string[] => code.split(/;\s*\n/).map((statement) => statement.trim()).filter((statement) => statement !== '')

const withLogin = (server: ThrowawayPostgres, role: string, database: string): string => `postgres://${role}:${password}@127.0.0.1:${server.port}/${database}`

async function rowsOfTables(server: ThrowawayPostgres): Promise<string[]> {
  const tables = await asSuperuser<{ name: string }>(server, ["SELECT quote_ident(c.relname) AS name FROM pg_class c WHERE c.relnamespace = 'agenttracer'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1"], 'agenttracer')
  return Promise.all(tables.map(async ({ name }) => `${name} ${(await asSuperuser<{ count: string }>(server, [`SELECT count(*) FROM agenttracer.${name}`], 'agenttracer'))[0]?.count ?? ''}`))
}

/** The lines of a page, as they stand, against this server: dots stand for host and port. */
function follow(server: ThrowawayPostgres, code: string, cwd: string, login: string): void {
  const env = { PATH: `${String(programs?.folder)}/bin${delimiter}/usr/bin${delimiter}/bin`, PGPORT: String(server.port), PGPASSWORD: login }
  execFileSync('bash', ['-euc', code.replaceAll('--host=...', '--host=127.0.0.1')], { cwd, env, stdio: 'pipe' })
}

test('the page on deploying: an older Postgres, its owner no superuser; the page on backups: dump, restore elsewhere, go on', { timeout: 300_000 }, async ({ skip }) => {
  if (programs === undefined) return skip('no Postgres with pg_dump on this machine, and none could be installed')
  const [server, other] = [await startThrowawayPostgres({ programs }), await startThrowawayPostgres({ programs })]
  const folder = mkdtempSync(join(tmpdir(), 'agenttracer-backup-'))
  try {
    await asSuperuser(server, ['DROP DATABASE agenttracer', ...statements(block('deploy.md', 'sql', 'CREATE DATABASE agenttracer'))])
    const first = await bareStart(root, withLogin(server, 'agenttracer_owner', 'agenttracer'))
    expect(first.faults).toEqual([])
    expect((await asSuperuser<{ rolsuper: boolean }>(server, ["SELECT rolsuper FROM pg_roles WHERE rolname = 'agenttracer_owner'"]))[0]?.rolsuper).toBe(false)

    // The owner cannot dump, as the page says; the role of the page can.
    const dump = block('back-up.md', 'sh', 'pg_dump --host')
    expect(() => follow(server, dump.replace('agenttracer_backup', 'agenttracer_owner'), folder, password)).toThrow(/row-level security/)
    await asSuperuser(server, statements(block('back-up.md', 'sql', 'agenttracer_backup')), 'agenttracer')
    follow(server, dump, folder, password)

    await asSuperuser(other, ['DROP DATABASE agenttracer', ...statements(block('back-up.md', 'sql', 'CREATE ROLE agenttracer_definer'))])
    follow(other, block('back-up.md', 'sh', 'pg_restore'), folder, new URL(other.ownerUrl).password)
    expect(await rowsOfTables(other)).toEqual(await rowsOfTables(server))
    expect(await rowsOfTables(other)).toContain('run 2')

    const second = await bareStart(root, withLogin(other, 'agenttracer_owner', 'agenttracer'), first.left)
    expect(second.faults).toEqual([])
  } finally {
    await Promise.all([server.stop(), other.stop()])
    rmSync(folder, { recursive: true, force: true })
  }
})
