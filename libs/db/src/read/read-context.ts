import type pg from 'pg'
import type { ProjectId } from '@agenttracer/schema'
import type { Words } from '../columns/words.ts'

/** What a read has: a client in a read-only transaction of one project, and its moment. */
export interface ReadContext {
  readonly client: pg.PoolClient
  readonly project: ProjectId
  readonly words: Words
  /** Unix milliseconds. */
  readonly now: number
  readonly aliveSince: number
  /** Up to so many runs a summary is made from rows alone: its percentiles are then exact. */
  readonly exactUpTo: number
  /** The same object for all reads of one request; absent where a read stands alone. */
  readonly request?: object
}
