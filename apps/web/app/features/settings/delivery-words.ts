import type { WebhookDelivery, WebhookView } from '@agenttracer/schema/query'

export const formWords: Record<WebhookView['form'], string> = { json: 'JSON', slack: 'Slack' }

export const eventWords: Record<WebhookDelivery['event'], string> = { 'failure.new': 'New failure', 'failure.regressed': 'Regressed failure', 'agent.silent': 'Agent silent', test: 'Test' }

const troubleWords: Record<NonNullable<WebhookDelivery['trouble']>, string> = {
  timeout: 'no answer in time', unreachable: 'not reachable', bad_status: 'not taken', redirect: 'redirected elsewhere, which is not followed', not_resolved: 'the name is not known',
  private_address: 'lies in a private network, which the configuration does not allow', bad_target: 'not an address that the configuration allows',
}

/** Not tried yet, or on its way now; one that waits long for a further try is not. */
export const isOnItsWay = ({ attempts, nextAt, trouble }: WebhookDelivery): boolean => nextAt !== null && attempts <= 1 && trouble === null

/** How a delivery stands, in a few words. */
export function deliveryState({ deliveredAt, nextAt, trouble, httpStatus }: WebhookDelivery): string {
  if (deliveredAt !== null) return `Delivered${httpStatus === null ? '' : `, HTTP ${httpStatus}`}`
  if (trouble === null) return 'On its way'
  const why = `${troubleWords[trouble]}${httpStatus === null ? '' : ` (HTTP ${httpStatus})`}`
  return nextAt === null ? `Given up: ${why}` : `Will be tried again: ${why}`
}

export const subjectOf = ({ agent, failureKey }: WebhookDelivery): string => [agent, failureKey].filter((part) => part !== null).join(', ')
