import type { PrivacyFacts } from '@agenttracer/schema/query'
import { cannotDo, checkYourself, kindWords, neverStored, reasonWords } from './privacy-text.ts'

/** One kind of record with what each of its fields can hold. */
export interface StoredTable {
  readonly title: string
  readonly fields: readonly { readonly field: string; readonly isAlwaysThere: boolean; readonly form: string }[]
}

export interface ReportParts {
  /** Undefined where no running project was asked. */
  readonly facts: PrivacyFacts | undefined
  readonly tables: readonly StoredTable[]
  /** Column, type and wall of the database; only who can look into one has them. */
  readonly columns?: readonly (readonly string[])[]
  readonly madeAt: Date
}

const style = 'body{font:16px/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}table{border-collapse:collapse;width:100%;font-size:.875rem}th,td{text-align:left;vertical-align:top;padding:.25rem .5rem;border-bottom:1px solid #8886}td{overflow-wrap:anywhere}code{font-size:.875em}'

/** The privacy report as one HTML file, for whoever must judge it: no script, and nothing that it loads. */
export const privacyReport = ({ facts, tables, columns, madeAt }: ReportParts): string =>
  [
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Privacy report of AgentTracer</title><style>${style}</style>`,
    `<h1>Privacy report</h1><p>Made at ${madeAt.toISOString()}.</p>`,
    '<h2>Never stored</h2><p>The record has no field for any of it.</p>', list(neverStored),
    '<h2>What was dropped in this project</h2>', droppedPart(facts),
    '<h2>How full the name registry is</h2>', registryPart(facts),
    '<h2>What is sent, field by field</h2><p>From the schemas that the server enforces.</p>', ...tables.map(fieldsPart),
    ...(columns === undefined ? [] : ['<h2>What is stored, column by column, with its wall</h2><p>From the catalog of a freshly migrated database.</p>', table(['column', 'type', 'wall'], columns)]),
    '<h2>What the rules cannot do</h2>', list(cannotDo),
    '<h2>Check it yourself</h2>', table(['command', 'what it does'], checkYourself), '</html>',
  ].join('\n')

const absent = '<p>No running project was asked.</p>'
const droppedPart = (facts: PrivacyFacts | undefined): string =>
  facts === undefined ? absent : facts.dropped.length === 0 ? '<p>Nothing was dropped.</p>' : table(['what and why', 'times', 'processes'], facts.dropped.map(({ reason, count, clients }) => [reasonWords[reason], String(count), String(clients)]))
const registryPart = (facts: PrivacyFacts | undefined): string =>
  facts === undefined ? absent : facts.agents.length === 0 ? '<p>No names yet.</p>' : table(['agent', 'names in use'], facts.agents.map(({ agentId, kinds }) => [agentId ?? 'the project itself', kinds.map(({ kind, names, cap }) => `${kindWords[kind]} ${names} of ${cap}`).join(', ')]))
const fieldsPart = ({ title, fields }: StoredTable): string =>
  `<h3>${html(title)}</h3>${table(['field', 'always there', 'what it can hold'], fields.map(({ field, isAlwaysThere, form }) => [field, isAlwaysThere ? 'yes' : '', form]))}`

const html = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const list = (texts: readonly string[]): string => `<ul>${texts.map((text) => `<li>${html(text)}</li>`).join('')}</ul>`
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<table><thead><tr>${head.map((text) => `<th scope="col">${html(text)}</th>`).join('')}</tr></thead><tbody>${rows.map((row) => `<tr>${row.map((text) => `<td>${html(text)}</td>`).join('')}</tr>`).join('\n')}</tbody></table>`
