import { expect, test } from 'vitest'
import { filterChips } from './filter-chips.ts'
import { filterInputOf } from '../../api/filter-input.ts'
import { filteredAddress, listAddress, listInput, readListQuery } from './list-query.ts'

const read = (text: string): ReturnType<typeof readListQuery> => readListQuery(new URLSearchParams(text))

test('an empty address lists the newest runs', () => {
  expect(read('')).toEqual({ filter: {}, dropped: [], sort: '-started', cursor: null, density: 'cosy', columns: ['what', 'steps', 'retries', 'duration', 'tokens'], view: null })
  expect(listInput(read(''))).toEqual({ sort: '-started', limit: 50 })
})

test('filter, sort and cursor go through; what is bad is left out and told', () => {
  const query = read('agent=a&agent=b&status=!success&last=7d&sort=-duration&cursor=abc_1&fp=zz&other=1')
  expect(listInput(query)).toEqual({ agent: ['a', 'b'], status: '!success', last: '7d', sort: '-duration', limit: 50, cursor: 'abc_1' })
  expect(query.dropped).toEqual([{ param: 'fp', rule: 'fingerprint_32_hex' }])
  expect(read('sort=evil&cursor=%2F..')).toMatchObject({ sort: '-started', cursor: null })
})

test('an address comes back the same', () => {
  const { filter } = read('agent=a&code=tool.timeout&retries=1..')
  expect(listAddress({ filter, sort: 'duration', cursor: 'c1' })).toBe('?agent=a&code=tool.timeout&retries=1..&sort=duration&cursor=c1')
  expect(listAddress({ filter: {} })).toBe('?')
  expect(filterInputOf(read('minMs=5000').filter)).toEqual({ minMs: '5000' })
})

test('each value is a chip that can go alone', () => {
  const chips = filterChips(read('agent=a&agent=!b&last=24h').filter)
  expect(chips.map(({ label, value, isExcluded }) => [label, value, isExcluded])).toEqual([['Agent', 'a', false], ['Agent', 'b', true], ['Last', '24h', false]])
  expect(chips[1]?.without).toEqual(read('agent=a&last=24h').filter)
})

test('columns and the view come back the same; a view alone is not left over', () => {
  const view = '0b6c1f0e-6a51-4c8e-9d8e-7d1b1a3f0c11'
  const query = read(`status=failed&cols=duration,what&cols=env,evil&view=${view}`)
  expect(query).toMatchObject({ columns: ['env', 'what', 'duration'], view })
  expect(listAddress(query)).toBe(`?status=failed&cols=env%2Cwhat%2Cduration&view=${view}`)
  expect(filteredAddress(query, {})).toBe(`?cols=env%2Cwhat%2Cduration&view=${view}`)
  expect(filteredAddress(read(`status=failed&view=${view}`), {})).toBe('?')
  expect(read('view=x&cols=')).toMatchObject({ columns: ['what', 'steps', 'retries', 'duration', 'tokens'], view: null })
})
