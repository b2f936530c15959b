import { writeFileSync } from 'node:fs'
import { privacyFacts, type PrivacyFacts } from '@agenttracer/schema/query'
import { migratedColumns, typedByPeople, wallOf } from '@agenttracer/testkit'
import { privacyReport } from '../../apps/web/app/features/settings/privacy-report.ts'
import { storedTables } from '../../apps/web/app/features/settings/stored-fields.server.ts'

const withinMs = 5_000

/** Writes the privacy report as one HTML file. `api`: the query door of a running project, for what only it knows. */
export async function writeReport(file: string, api: string): Promise<string> {
  const [facts, columns, tables] = [await factsOf(api), await columnRows(), storedTables()]
  writeFileSync(file, privacyReport({ facts, tables, columns, madeAt: new Date() }))
  return `${file}: ${columns.length} columns, ${tables.length} kinds of records; ${facts === undefined ? `no project answered at ${api}: start one, or name its query door with --api` : `counts of the project at ${api}`}`
}

/** Undefined where nobody answers, or asks for a key. */
async function factsOf(api: string): Promise<PrivacyFacts | undefined> {
  try {
    const answer = await fetch(`${api}/trpc/privacy.facts`, { signal: AbortSignal.timeout(withinMs) })
    const body = (await answer.json()) as { readonly result?: { readonly data?: unknown } }
    const parsed = privacyFacts.safeParse(body.result?.data)
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

async function columnRows(): Promise<readonly string[][]> {
  const people: readonly string[] = typedByPeople
  return (await migratedColumns()).map((column) => [column.place, column.domain ?? column.type, people.includes(column.place) ? 'typed by a person, 40 characters at most' : (wallOf(column) ?? 'NONE')])
}
