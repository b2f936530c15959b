import { writeFileSync } from 'node:fs'
import { privacyFacts, type PrivacyFacts } from '@agenttracer/schema/query'
import { wireTables } from '@agenttracer/schema/wire'
import { migratedColumns, typedByPeople, wallOf } from '@agenttracer/testkit'
import { cannotDo, checkYourself, kindWords, neverStored, reasonWords } from '../../apps/web/app/features/settings/privacy-text.ts'

const withinMs = 5_000

/** Writes the privacy report as one HTML file. `api`: the query door of a running project, for what only it knows. */
export async function writeReport(file: string, api: string): Promise<string> {
  const facts = await factsOf(api)
  const [columns, { records, steps, parts }] = [await columnRows(), wireTables()]
  const fields = [...records, ...steps, ...parts].map(({ title, fields: inside }) => `<h3>${html(plain(title))}</h3>${table(['field', 'always there', 'what it can hold'], inside.map(({ field, isAlwaysThere, form }) => [field, isAlwaysThere ? 'yes' : '', plain(form)]))}`)
  const page = [
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Privacy report of AgentTracer</title>',
    '<style>body{font:16px/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}table{border-collapse:collapse;width:100%;font-size:.875rem}th,td{text-align:left;vertical-align:top;padding:.25rem .5rem;border-bottom:1px solid #8886}td{overflow-wrap:anywhere}code{font-size:.875em}</style>',
    '<h1>Privacy report</h1><h2>Never stored</h2>', list(neverStored),
    '<h2>What was dropped in this project</h2>', droppedPart(facts),
    '<h2>How full the name registry is</h2>', registryPart(facts),
    '<h2>What is sent, field by field</h2><p>From the schemas that the server enforces.</p>', ...fields,
    '<h2>What is stored, column by column, with its wall</h2><p>From the catalog of a freshly migrated database.</p>', table(['column', 'type', 'wall'], columns),
    '<h2>What the rules cannot do</h2>', list(cannotDo),
    '<h2>Check it yourself</h2>', table(['command', 'what it does'], checkYourself.map(([command, what]) => [command, what])), '</html>',
  ].join('\n')
  writeFileSync(file, page)
  return `${file}: ${columns.length} columns, ${fields.length} kinds of records; ${facts === undefined ? `no project answered at ${api}` : `counts of the project at ${api}`}`
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

const absent = '<p>No running project was asked: start one, or name its query door with --api.</p>'
const droppedPart = (facts: PrivacyFacts | undefined): string =>
  facts === undefined ? absent : facts.dropped.length === 0 ? '<p>Nothing was dropped.</p>' : table(['what and why', 'times', 'processes'], facts.dropped.map(({ reason, count, clients }) => [reasonWords[reason], String(count), String(clients)]))
const registryPart = (facts: PrivacyFacts | undefined): string =>
  facts === undefined ? absent : table(['agent', 'names in use'], facts.agents.map(({ agentId, kinds }) => [agentId ?? 'the project itself', kinds.map(({ kind, names, cap }) => `${kindWords[kind]} ${names} of ${cap}`).join(', ')]))

const plain = (text: string): string => text.replaceAll('`', '')
const html = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const list = (texts: readonly string[]): string => `<ul>${texts.map((text) => `<li>${html(text)}</li>`).join('')}</ul>`
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<table><thead><tr>${head.map((text) => `<th scope="col">${html(text)}</th>`).join('')}</tr></thead><tbody>${rows.map((row) => `<tr>${row.map((text) => `<td>${html(text)}</td>`).join('')}</tr>`).join('\n')}</tbody></table>`
