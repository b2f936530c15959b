import { dropReasons, finishReasons, operations, providers, signalFlags } from '@agenttracer/schema'
import { knownErrnos, knownErrorCodes } from '@agenttracer/schema/names'

/**
 * Closed lists that grow with releases. Their numbers are given by the database when a word is first synced (migrations/sync-words.ts), so
 * that the order of a list in the code means nothing and two releases agree.
 */
export const wordLists = {
  operation: operations,
  provider: providers,
  finish_reason: finishReasons,
  signal_flag: signalFlags,
  drop_reason: dropReasons,
  /** Provider, framework and system codes share one list: no word is in both. */
  error_code: [...knownErrorCodes, ...knownErrnos],
} as const satisfies Record<string, readonly string[]>
export type WordList = keyof typeof wordLists

export const wordListCodes = { operation: 1, provider: 2, finish_reason: 3, signal_flag: 4, drop_reason: 5, error_code: 6 } as const satisfies Record<WordList, number>
