import type { Batch } from '@agenttracer/schema'

/** What became of a batch. */
export type Delivery =
  | { readonly kind: 'accepted'; readonly refused: number }
  /** Not taken now; the same batch may be sent again. `isPoison`: the answer was about this very batch. */
  | { readonly kind: 'later'; readonly afterMs?: number | undefined; readonly isPoison: boolean }
  | { readonly kind: 'too_large' }
  | { readonly kind: 'rejected' }
  | { readonly kind: 'unauthorized' }

/** Where batches go. Never throws, never rejects. */
export interface Exporter {
  /** @param isAwaited somebody waits for the result (flush): the request may keep the process alive. */
  send(batch: Batch, isAwaited: boolean): Promise<Delivery>
  /** A request under way is now waited for. */
  hold?(): void
  /** Nobody waits any more: a request under way may not keep the process alive. */
  release?(): void
  close?(): void
}
