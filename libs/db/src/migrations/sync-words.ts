import type pg from 'pg'
import { failureCatalogue, failureKeys } from '@agenttracer/schema'
import { categoryCodes } from '../columns/codes.ts'
import { wordListCodes, wordLists } from '../columns/word-lists.ts'
import type { WordList } from '../columns/word-lists.ts'

/** Gives numbers to words that this release brings. A number, once given, stays: rows hold it. */
export async function syncWords(client: pg.ClientBase): Promise<void> {
  for (const list of Object.keys(wordLists) as WordList[]) {
    await client.query(
      `INSERT INTO agenttracer.word (list, code, word)
       SELECT $1, (SELECT coalesce(max(w.code), 0) FROM agenttracer.word w WHERE w.list = $1) + row_number() OVER (ORDER BY u.place), u.word
       FROM unnest($2::text[]) WITH ORDINALITY AS u(word, place)
       WHERE NOT EXISTS (SELECT FROM agenttracer.word w WHERE w.list = $1 AND w.word = u.word)`,
      [wordListCodes[list], [...wordLists[list]]],
    )
  }
  await client.query(
    `INSERT INTO agenttracer.failure_code (failure_code, failure_key, category, retryable)
     SELECT (SELECT coalesce(max(f.failure_code), 0) FROM agenttracer.failure_code f) + row_number() OVER (ORDER BY u.place), u.failure_key, u.category, u.retryable
     FROM unnest($1::text[], $2::int2[], $3::bool[]) WITH ORDINALITY AS u(failure_key, category, retryable, place)
     WHERE NOT EXISTS (SELECT FROM agenttracer.failure_code f WHERE f.failure_key = u.failure_key)`,
    [failureKeys, failureKeys.map((key) => categoryCodes[failureCatalogue[key].category]), failureKeys.map((key) => failureCatalogue[key].retryable)],
  )
  await client.query(
    `UPDATE agenttracer.failure_code f SET retryable = u.retryable FROM unnest($1::text[], $2::bool[]) AS u(failure_key, retryable)
     WHERE f.failure_key = u.failure_key AND f.retryable <> u.retryable`,
    [failureKeys, failureKeys.map((key) => failureCatalogue[key].retryable)],
  )
}
