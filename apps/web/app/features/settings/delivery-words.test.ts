import type { WebhookDelivery } from '@agenttracer/schema/query'
import { expect, test } from 'vitest'
import { deliveryState, isOnItsWay } from './delivery-words.ts'

const delivery = (more: Partial<WebhookDelivery>): WebhookDelivery => ({ attempts: 1, deliveredAt: null, nextAt: null, httpStatus: null, trouble: null, ...more }) as WebhookDelivery
const later = '2026-11-22T12:00:00.000Z' as NonNullable<WebhookDelivery['nextAt']>

test.each<[Partial<WebhookDelivery>, string]>([
  [{ deliveredAt: later, httpStatus: 204 }, 'Delivered, HTTP 204'],
  [{ attempts: 0, nextAt: later }, 'On its way'],
  [{ nextAt: later, trouble: 'bad_status', httpStatus: 500 }, 'Will be tried again: not taken (HTTP 500)'],
  [{ attempts: 6, trouble: 'timeout' }, 'Given up: no answer in time'],
])('%j is told as %s', (more, text) => expect(deliveryState(delivery(more))).toBe(text))

test('the log is read again only while something is on its way', () => {
  expect([{ attempts: 0, nextAt: later }, { attempts: 1, nextAt: later, trouble: 'timeout' as const }, { deliveredAt: later }].map((more) => isOnItsWay(delivery(more)))).toEqual([true, false, false])
})
