import { isFailureKey } from '@agenttracer/schema'
import type { FailureKey } from '@agenttracer/schema'
import { wordListCodes, wordLists } from './word-lists.ts'
import type { WordList } from './word-lists.ts'

export type Word<List extends WordList> = (typeof wordLists)[List][number]

/** Numbers of the closed words as this database gave them (migrations/sync-words.ts). */
export interface Words {
  /** Null for a word that this database does not know. */
  code<List extends WordList>(list: List, word: Word<List>): number | null
  /** Null for a number that only a newer release knows. */
  word<List extends WordList>(list: List, code: number): Word<List> | null
  failureCode(key: FailureKey): number | null
  failureKey(code: number): FailureKey | null
}

/** The one query that `wordsFrom` reads. */
export const wordsQuery = 'SELECT list, code, word FROM agenttracer.read_words_v1()'

export function wordsFrom(rows: readonly { readonly list: number; readonly code: number; readonly word: string }[]): Words {
  const codes = new Map(rows.map(({ list, code, word }) => [`${list} ${word}`, code]))
  const words = new Map(rows.map(({ list, code, word }) => [`${list} ${code}`, word]))
  return {
    code: (list, word) => codes.get(`${wordListCodes[list]} ${word}`) ?? null,
    word: (list, code) => {
      const word = words.get(`${wordListCodes[list]} ${code}`)
      return (wordLists[list] as readonly string[]).find((known) => known === word) as Word<typeof list> | undefined ?? null
    },
    failureCode: (key) => codes.get(`0 ${key}`) ?? null,
    failureKey: (code) => {
      const key = words.get(`0 ${code}`)
      return isFailureKey(key) ? key : null
    },
  }
}
