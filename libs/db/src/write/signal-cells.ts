import { createHash } from 'node:crypto'
import type { Signals } from '@agenttracer/schema'
import type { Words } from '../columns/words.ts'
import type { NamedLink } from './record-row.ts'

export interface SignalCells {
  readonly signal_order: number | null
  readonly signal_chain: readonly NamedLink[] | null
  readonly signal_flags: readonly number[] | null
  readonly signal_declared: number | null
}

const none: SignalCells = { signal_order: null, signal_chain: null, signal_flags: null, signal_declared: null }

/**
 * Signals as typed columns. `signal_order` is a number made from all of them: which of two different signal sets of one step stays must not
 * depend on the order of arrival, nor on registry numbers.
 */
export function signalCells(signals: Signals | undefined, words: Words): SignalCells {
  if (signals === undefined) return none
  const chain: readonly NamedLink[] = signals.chain.map((link) => ({
    errorClass: link.errorClass ?? null,
    errorCode: link.errorCode === undefined ? null : words.code('error_code', link.errorCode),
    errno: link.errno === undefined ? null : words.code('error_code', link.errno),
    httpStatus: link.httpStatus ?? null,
    errorRef: link.errorRef,
  }))
  const flags = [...new Set(signals.flags.map((flag) => words.code('signal_flag', flag)).filter((code) => code !== null))].sort((a, b) => a - b)
  const declared = signals.declared === undefined ? null : words.failureCode(signals.declared)
  const digest = createHash('sha256').update(JSON.stringify([chain, flags, declared])).digest()
  return { signal_order: digest.readUIntBE(0, 6), signal_chain: chain, signal_flags: flags, signal_declared: declared }
}
