import { expect, test } from 'vitest'
import { wishOf } from './state-wish.server.ts'

const fp = 'ab'.repeat(16)
const now = Date.parse('2026-03-01T12:00:00.000Z')

test.each<[fields: Record<string, string>, expected: object | undefined]>([
  [{ wish: 'open' }, { state: 'open' }],
  [{ wish: 'resolve', version: '' }, { state: 'resolved' }],
  [{ wish: 'resolve', version: '2.4.0' }, { state: 'resolved', version: '2.4.0' }],
  [{ wish: 'ignore' }, { state: 'ignored' }],
  [{ wish: 'ignore-days', days: '7' }, { state: 'ignored', until: '2026-03-08T12:00:00.000Z' }],
  [{ wish: 'ignore-days', days: 'soon' }, undefined],
  [{ wish: 'ignore-days', days: '9e99' }, undefined],
  [{ wish: 'ignore-above', percent: '2.5' }, { state: 'ignored', abovePercent: 2.5 }],
  [{ wish: 'ignore-above', percent: '' }, undefined],
  [{ wish: 'ignore-above', percent: '101' }, undefined],
  [{ wish: 'resolve', version: 'not a version' }, undefined],
  [{}, undefined],
])('form %o', (fields, expected) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  expect(wishOf(fp, form, now)).toEqual(expected === undefined ? undefined : { fp, ...expected })
})
