import type { RecordColumn } from '../columns/record-column.ts'

/**
 * Writes the ON CONFLICT clause of the merge: a join, so that any order, batching and duplication of records ends in the same row
 * (design.md section 5). `s` is the stored row, `excluded` the incoming one.
 *
 * The end block belongs to a revision. Within one revision a value from a record that had ended beats one from a record that was still
 * running (a tool's HTTP status after its first of two calls is no end value), and two of the same standing join by GREATEST. `open_facts`
 * remembers, for a row that has ended, which fields only a running record has told so far.
 */
export interface MergeSql {
  readonly set: string
  readonly changed: string
}

const running = 10

export function mergeSql(columns: readonly RecordColumn[]): MergeSql {
  const identity = columns.filter(({ role }) => role === 'identity')
  const ends = columns.filter((c) => c.role === 'end')
  const fields = ends.filter((c) => c.with === undefined).map((c, bit) => ({ ...c, bit: 2 ** bit }))
  const wins = new Map(fields.map((f) => [f.name, endWins(f.name, f.order ?? 'value', f.bit)]))
  const winOf = (c: RecordColumn): string => wins.get(c.with ?? c.name) ?? 'false'

  const set = [
    ...identity.map((c) => `${c.name} = CASE WHEN ${identityWins(c)} THEN excluded.${c.name} ELSE s.${c.name} END`),
    ...ends.map((c) => (c.order === 'union' ? `${c.name} = ${unionOf(c.name, bitOf(fields, c))}` : `${c.name} = CASE WHEN ${winOf(c)} THEN excluded.${c.name} ELSE s.${c.name} END`)),
    'revision = GREATEST(s.revision, excluded.revision)',
    `status = ${byRevision('excluded.status', 's.status', 'GREATEST(s.status, excluded.status)')}`,
    `open_facts = ${byRevision('excluded.open_facts', 's.open_facts', openFacts(fields))}`,
    `conflict = ${byRevision('excluded.conflict', 's.conflict', conflictOf(fields))}`,
  ]
  const changed = [
    'excluded.revision > s.revision',
    `(excluded.revision = s.revision AND (excluded.status > s.status OR (${conflictOf(fields)}) <> s.conflict))`,
    ...identity.map((c) => `(${identityWins(c)})`),
    ...fields.map((f) => (f.order === 'union' ? `(${unionOf(f.name, f.bit)}) IS DISTINCT FROM s.${f.name}` : `(${wins.get(f.name)})`)),
  ]
  return { set: set.join(',\n    '), changed: changed.join('\n    OR ') }
}

const byRevision = (newer: string, older: string, equal: string): string =>
  `CASE WHEN excluded.revision > s.revision THEN ${newer} WHEN excluded.revision < s.revision THEN ${older} ELSE ${equal} END`

const bitOf = (fields: readonly (RecordColumn & { bit: number })[], c: RecordColumn): number => fields.find(({ name }) => name === c.name)?.bit ?? 0

/** The value of this field was told by a record that had not ended. */
const isOpen = (row: string, bit: number): string => `(${row}.status = ${running} OR ${row}.open_facts & ${bit} <> 0)`

const identityWins = (c: RecordColumn): string =>
  `excluded.${c.name} IS NOT NULL AND (s.${c.name} IS NULL OR ${
    c.order === 'name' ? `(excluded.${c.name} <> s.${c.name} AND agenttracer.name_precedes(excluded.${c.name}, s.${c.name}))` : `excluded.${c.name} < s.${c.name}`
  })`

function endWins(name: string, order: RecordColumn['order'], bit: number): string {
  const [e, s] = [`excluded.${name}`, `s.${name}`]
  const greater = order === 'name' ? `(${e} <> ${s} AND agenttracer.name_precedes(${s}, ${e}))` : `${e} > ${s}`
  const [eOpen, sOpen] = [isOpen('excluded', bit), isOpen('s', bit)]
  return `excluded.revision > s.revision OR (excluded.revision = s.revision AND ${e} IS NOT NULL AND (${s} IS NULL OR (${sOpen} AND NOT ${eOpen}) OR (${sOpen} = ${eOpen} AND ${greater})))`
}

function unionOf(name: string, bit: number): string {
  const [e, s] = [`excluded.${name}`, `s.${name}`]
  const [eOpen, sOpen] = [isOpen('excluded', bit), isOpen('s', bit)]
  return byRevision(
    e,
    s,
    `CASE WHEN ${e} IS NULL THEN ${s} WHEN ${s} IS NULL OR (${sOpen} AND NOT ${eOpen}) THEN ${e} WHEN ${eOpen} AND NOT ${sOpen} THEN ${s} ELSE agenttracer.join_metrics(${s}, ${e}) END`,
  )
}

/** 0 while the row runs: then every field is open. */
function openFacts(fields: readonly (RecordColumn & { bit: number })[]): string {
  const bits = fields.map(({ name, bit }) => {
    const [e, s] = [`excluded.${name}`, `s.${name}`]
    return `CASE WHEN (${s} IS NULL AND ${e} IS NULL) OR (${s} IS NOT NULL AND NOT ${isOpen('s', bit)}) OR (${e} IS NOT NULL AND NOT ${isOpen('excluded', bit)}) THEN 0 ELSE ${bit} END`
  })
  return `CASE WHEN GREATEST(s.status, excluded.status) = ${running} THEN 0 ELSE ${bits.join(' + ')} END`
}

/** Two different set end values at one revision. */
function conflictOf(fields: readonly (RecordColumn & { bit: number })[]): string {
  const differs = fields.map(({ name, bit, order }) => {
    const [e, s] = [`excluded.${name}`, `s.${name}`]
    const unequal = order === 'union' ? `agenttracer.metrics_differ(${s}, ${e})` : `${s} <> ${e}`
    return `(${s} IS NOT NULL AND ${e} IS NOT NULL AND ${s} IS DISTINCT FROM ${e} AND NOT ${isOpen('s', bit)} AND NOT ${isOpen('excluded', bit)} AND ${unequal})`
  })
  const statuses = `(s.status <> ${running} AND excluded.status <> ${running} AND s.status <> excluded.status)`
  return `CASE WHEN excluded.revision <> s.revision THEN s.conflict ELSE s.conflict OR excluded.conflict OR ${[statuses, ...differs].join(' OR ')} END`
}
