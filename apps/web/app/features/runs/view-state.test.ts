import type { SavedView } from '@agenttracer/schema/query'
import { expect, test } from 'vitest'
import { readListQuery } from './list-query.ts'
import { addressToKeep, appliedView, meantByView, viewAddress } from './view-state.ts'

const viewId = '0b6c1f0e-6a51-4c8e-9d8e-7d1b1a3f0c11'
const view = { viewId, name: 'Failing tools', address: 'status=failed&cat=tool&sort=-duration', savedAt: '2026-11-01T00:00:00.000Z' } as SavedView
const read = (text: string) => readListQuery(new URLSearchParams(text))

test.each<[name: string, address: string, isModified: boolean | undefined]>([
  ['the view itself', `status=failed&cat=tool&sort=-duration&view=${viewId}`, false],
  ['the same in another order, on a further page', `sort=-duration&cat=tool&status=failed&cursor=abc&view=${viewId}`, false],
  ['another filter', `status=failed&sort=-duration&view=${viewId}`, true],
  ['another order', `status=failed&cat=tool&view=${viewId}`, true],
  ['other columns', `status=failed&cat=tool&sort=-duration&cols=what&view=${viewId}`, true],
  ['no view', 'status=failed', undefined],
  ['a view that is gone', 'status=failed&view=11111111-6a51-4c8e-9d8e-7d1b1a3f0c11', undefined],
])('%s', (_, address, isModified) => {
  expect(appliedView(read(address), [view])?.isModified).toBe(isModified)
})

test('what is kept is canonical: the server takes it as it is', () => {
  expect(addressToKeep(read('cat=tool&status=failed&status=failed&cursor=abc&cols=what,duration&evil=1'))).toBe('status=failed&cat=tool&cols=what%2Cduration')
  expect(viewAddress(view)).toBe(`?${view.address}&view=${viewId}`)
  expect(viewAddress({ ...view, address: '' })).toBe(`?view=${viewId}`)
})

test('a view alone in the address means what it holds; anything beside it wins', () => {
  expect(meantByView(new URLSearchParams(`view=${viewId}`), [view])).toBe(viewAddress(view))
  expect(meantByView(new URLSearchParams(`view=${viewId}&agent=a`), [view])).toBeUndefined()
  expect(meantByView(new URLSearchParams(`view=${viewId}`), [{ ...view, address: '' }])).toBeUndefined()
  expect(meantByView(new URLSearchParams('view=other'), [view])).toBeUndefined()
})
