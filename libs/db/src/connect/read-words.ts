import type pg from 'pg'
import { wordsFrom, wordsQuery } from '../columns/words.ts'
import type { Words } from '../columns/words.ts'

export const readWords = async (pool: pg.Pool): Promise<Words> => wordsFrom((await pool.query<{ list: number; code: number; word: string }>(wordsQuery)).rows)

/** The database answers and is migrated. */
export const isReady = (pool: pg.Pool): Promise<boolean> =>
  pool.query('SELECT 1 FROM agenttracer.read_words_v1() LIMIT 1').then(({ rowCount }) => rowCount === 1, () => false)
