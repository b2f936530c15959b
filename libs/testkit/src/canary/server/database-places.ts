import type { Place } from '../mark/place.ts'

/** Somebody with a connection of their own. */
export const databasePlaces = [
  { id: 'database.owner.write', kind: 'column', where: 'owner: written into every text column of a row that is there' },
  { id: 'database.owner.insert', kind: 'column', where: 'owner: inserted into every text column of a new row' },
  { id: 'database.ingest.write', kind: 'column', where: 'role of the ingest door: the same' },
  { id: 'database.query.write', kind: 'column', where: 'role of the query door: the same' },
  { id: 'database.control.write', kind: 'column', where: 'role of the control calls: the same' },
  { id: 'database.literal', kind: 'content', where: 'literal in a statement that fails (`select \'...\'::int`)' },
  { id: 'database.syntax', kind: 'content', where: 'statement that is no SQL' },
  { id: 'database.parameter', kind: 'content', where: 'parameter of a statement that fails' },
  { id: 'database.application-name', kind: 'content', where: '`application_name` of a connection' },
  { id: 'database.password', kind: 'content', where: 'password that is not the role\'s' },
] as const satisfies readonly Place[]
