import type { KeyView } from '@agenttracer/schema/query'
import { panelError } from '../../api/panel-error.ts'

/** What a form of Settings came to, when the page must say more than its new state does. */
export type Outcome =
  | { readonly kind: 'refused'; readonly text: string }
  /** The one answer that holds the key itself: of a form, never of an address, and not to be kept by anybody on the way. */
  | { readonly kind: 'made'; readonly key: string; readonly summary: KeyView }
  | { readonly kind: 'webhook'; readonly secret: string; readonly name: string }
  | { readonly kind: 'preview'; readonly days: number; readonly runs: number; readonly isCapped: boolean }

/** Settings that were read, or why they were not. */
export type Loaded<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: 'not_own_page' | 'no_key' | 'unreachable' }

export const foreignForm: Outcome = { kind: 'refused', text: 'Only this page itself can change settings. Open it in this browser and try again.' }
export const incompleteForm: Outcome = { kind: 'refused', text: 'The form was not complete. Nothing was changed.' }

export function refusal(error: unknown): { readonly outcome: Outcome; readonly status: number } {
  const { hint, httpStatus } = panelError(error)
  return { outcome: { kind: 'refused', text: `Nothing was changed. ${hint ?? 'The server did not answer.'}` }, status: httpStatus ?? 502 }
}
