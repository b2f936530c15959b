import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startThrowawayPostgres } from '@agenttracer/postgres'
import type { ThrowawayPostgres } from '@agenttracer/postgres'
import { parseFilter } from '@agenttracer/schema'
import type { ProjectId, RunId } from '@agenttracer/schema'
import { connectionUrls } from '../connect/connection-urls.ts'
import { createQueryStore } from '../read/query-store.ts'
import { aFailingStep, aRequest, aRun } from '../testing/a-record.fixture.ts'
import { tellingDiagnose } from '../testing/telling-diagnose.fixture.ts'
import { createIngestStore } from '../write/ingest-store.ts'
import { migrate } from './migrate.ts'
import { migrationTexts } from './migrations.ts'

/** The rows of every table as a release left them; the file is named after the last migration of that release. */
type ReleaseRows = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>
const folder = join(import.meta.dirname, 'releases')
const releases = readdirSync(folder).map((file) => ({ release: basename(file, '.json'), rows: JSON.parse(readFileSync(join(folder, file), 'utf8')) as ReleaseRows }))

const passwords = { ingest: 'i'.repeat(24), query: 'q'.repeat(24), control: 'c'.repeat(24) }
let server: ThrowawayPostgres
beforeAll(async () => {
  server = await startThrowawayPostgres()
})
afterAll(async () => {
  await server.stop()
})

/** A database that the release has migrated and written. */
async function databaseOf(release: string, rows: ReleaseRows): Promise<string> {
  const url = new URL(server.ownerUrl)
  const owner = new pg.Client({ connectionString: url.href })
  await owner.connect()
  url.pathname = `/release_${release.slice(0, 4)}`
  await owner.query(`CREATE DATABASE ${url.pathname.slice(1)}`)
  await owner.end()
  await migrate({ ownerUrl: url.href, rolePasswords: passwords, upTo: release })
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  await client.query(`TRUNCATE ${Object.keys(rows).join(', ')} CASCADE`)
  // Projects first: keys refer to them.
  for (const table of Object.keys(rows).sort((a, b) => Number(b.endsWith('.project')) - Number(a.endsWith('.project')))) {
    await client.query(`INSERT INTO ${table} OVERRIDING SYSTEM VALUE SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1)`, [JSON.stringify(rows[table])])
  }
  await client.query(`SELECT setval(pg_get_serial_sequence('agenttracer.name', 'name_id'), (SELECT max(name_id) FROM agenttracer.name)),
    setval(pg_get_serial_sequence('agenttracer.failure_state', 'change_id'), (SELECT max(change_id) FROM agenttracer.failure_state))`)
  await client.end()
  return url.href
}

describe.each(releases)('R18: data of release $release', ({ release, rows }) => {
  test('is there after the upgrade, is read, and is written on', async () => {
    const ownerUrl = await databaseOf(release, rows)
    await migrate({ ownerUrl, rolePasswords: passwords })
    const urls = connectionUrls(ownerUrl, passwords)
    const project = String(rows['agenttracer_control.project']?.[0]?.['project_id']) as ProjectId
    const stored = rows['agenttracer.run'] ?? []
    const query = createQueryStore({ url: urls.query })
    const { filter } = parseFilter(new URLSearchParams({ from: '2026-11-01T00:00:00.000Z' }))
    const page = await query.listRuns(project, { filter, sort: '-started', limit: 100 })
    expect(page.ok && page.value.items.map(({ runId }) => runId).sort()).toEqual(stored.map((row) => String(row['run_id'])).sort())
    for (const row of stored) {
      const run = await query.readRun(project, String(row['run_id']) as RunId)
      expect(run.ok && run.value).toMatchObject({ runId: row['run_id'], durationMs: row['duration_ms'], stepCount: rows['agenttracer.step']?.filter((step) => step['run_id'] === row['run_id']).length })
    }
    const failed = page.ok ? page.value.items.find(({ status }) => status === 'failed') : undefined
    expect(failed?.verdict).toMatchObject({ code: 'exception', stepName: 'search', attempts: { used: 2, max: 2 } })
    const ingest = createIngestStore({ url: urls.ingest, diagnose: tellingDiagnose })
    const run = aRun({ agentId: 'alpha', status: 'failed' })
    expect(await ingest.ingest(project, aRequest({ runs: [run], steps: [aFailingStep(run.runId)] }))).toMatchObject({ ok: true, value: { runs: ['accepted'], steps: ['accepted'] } })
    expect(await query.readRun(project, run.runId)).toMatchObject({ ok: true, value: { agentId: 'alpha', status: 'failed' } })
    await ingest.close()
    await query.close()
  })
})

test('R18: a released migration never changes', () => {
  const digests = Object.fromEntries(Object.entries(migrationTexts).map(([name, text]) => [name, createHash('sha256').update(text).digest('hex').slice(0, 16)]))
  expect(digests).toMatchObject({
    '0001-ground': '2b22e59c6e52f426',
    '0002-names': 'afee24ce8a6ba3af',
    '0003-records': 'c75297c848075b59',
    '0004-write-functions': '993d1966c7a15d04',
    '0005-verdict-functions': 'ff55f36233da76b0',
    '0006-upkeep-functions': '9c8b283ac00e52fd',
    '0007-failure-states': 'dce00c30422dccad',
    '0008-rollups': 'a684ff41cadc14af',
    '0010-reset-names': '58d0b3aaac6c30c5',
    '0011-audit': '5828696d48d34558',
    '0012-views': '9b6775561dcdd28c',
    '0014-webhooks': '2cfbf3a5f955d255',
  })
})
