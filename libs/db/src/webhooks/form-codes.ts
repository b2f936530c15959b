import type { WebhookForm } from './webhook-store.ts'

/** Never renumbered. */
export const formCodes = { json: 1, slack: 2 } as const satisfies Record<WebhookForm, number>
