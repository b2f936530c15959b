import type { DropCount, DropReason } from '@agenttracer/schema'

/** What the SDK tells a host that asks (`onDiagnostic`): closed, without content. */
export type DiagnosticEvent =
  | { readonly type: 'dropped'; readonly reason: DropReason; readonly count: number }
  | { readonly type: 'export_failed'; readonly cause: 'network' | 'status' | 'answer' | 'timeout'; readonly httpStatus?: number }
  | { readonly type: 'export_recovered' }
  | { readonly type: 'unauthorized'; readonly httpStatus: number }
  | { readonly type: 'plugin_failed'; readonly plugin: string }

export interface PluginDiagnostics {
  readonly name: string
  /** Framework events seen. 0 after real work means that the plugin is not wired to the copy of the framework in use. */
  readonly seen: number
}

export interface Diagnostics {
  readonly enabled: boolean
  readonly plugins: readonly PluginDiagnostics[]
  /** Runs and steps that have ended here. */
  readonly produced: number
  /** Of these: answered by the server as committed. */
  readonly accepted: number
  /** Of these: lost, by reason; and values that were left out (`unsafe_name`, `unsafe_value`, ...), which lose no record. */
  readonly dropped: readonly DropCount[]
  /** Of these: waiting or under way. */
  readonly pending: number
  readonly openRuns: number
  readonly bufferedBytes: number
}

export const dropCounts = (dropped: Iterable<readonly [DropReason, number]>): readonly DropCount[] => [...dropped].map(([reason, count]) => ({ reason, count }))

/** Reasons that cost a value of a record, never the record. */
const valueReasons: ReadonlySet<DropReason> = new Set(['unsafe_name', 'unsafe_value', 'metric_limit', 'host_hook_error', 'open_work_limit'])

/** Counts what happened to every record: produced = accepted + dropped + pending. */
export class Ledger {
  produced = 0
  accepted = 0
  readonly #dropped = new Map<DropReason, number>()
  readonly #listen: ((event: DiagnosticEvent) => void) | undefined

  constructor(listen: ((event: DiagnosticEvent) => void) | undefined) {
    this.#listen = listen
  }

  drop(reason: DropReason, count = 1): void {
    if (count <= 0) return
    this.#dropped.set(reason, (this.#dropped.get(reason) ?? 0) + count)
    if (!valueReasons.has(reason)) this.tell({ type: 'dropped', reason, count })
  }

  tell(event: DiagnosticEvent): void {
    try {
      this.#listen?.(event)
    } catch {
      // The host's listener must not hurt the host.
    }
  }

  get dropped(): readonly DropCount[] {
    return dropCounts(this.#dropped)
  }
}
