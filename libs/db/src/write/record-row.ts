import type { NameKind } from '../columns/codes.ts'

/** A name on its way to the registry. */
export interface NamedLink {
  readonly errorClass: string | null
  readonly errorCode: number | null
  readonly errno: number | null
  readonly httpStatus: number | null
  readonly errorRef: number
}
export interface MetricEntry {
  readonly name: string
  readonly isBoolean: boolean
  readonly value: number
}
export interface DropEntry {
  readonly reason: number
  readonly count: number
}

/** Step ids are 16 hex characters, instants ISO texts. */
export type Cell = string | number | boolean | null | readonly number[] | readonly string[] | readonly NamedLink[] | readonly MetricEntry[] | readonly DropEntry[]

/**
 * A run or step by column name (columns/run-columns.ts, step-columns.ts). Names are still texts here, so that records of one key are folded
 * by text; they become registry numbers when the row becomes an argument.
 */
export type RecordRow = Record<string, Cell>

/** Registry kind of each column that holds a name; a step's own name has the kind of its type (step-row.ts). */
export const nameColumns: Readonly<Record<string, NameKind>> = {
  agent_id: 'agent', agent_version: 'version', environment: 'environment', sdk_name: 'sdk', sdk_version: 'sdk_version', node: 'node', model: 'model',
}
