import { expect, test } from 'vitest'
import { filterChips } from './filter-chips.ts'
import { filterInputOf } from '../../api/filter-input.ts'
import { listAddress, listInput, readListQuery } from './list-query.ts'

const read = (text: string): ReturnType<typeof readListQuery> => readListQuery(new URLSearchParams(text))

test('an empty address lists the newest runs', () => {
  expect(read('')).toEqual({ filter: {}, dropped: [], sort: '-started', cursor: null, density: 'cosy' })
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
  expect(listAddress(filter, 'duration', 'c1')).toBe('?agent=a&code=tool.timeout&retries=1..&sort=duration&cursor=c1')
  expect(listAddress({}, '-started')).toBe('?')
  expect(filterInputOf(read('minMs=5000').filter)).toEqual({ minMs: '5000' })
})

test('each value is a chip that can go alone', () => {
  const chips = filterChips(read('agent=a&agent=!b&last=24h').filter)
  expect(chips.map(({ label, value, isExcluded }) => [label, value, isExcluded])).toEqual([['Agent', 'a', false], ['Agent', 'b', true], ['Last', '24h', false]])
  expect(chips[1]?.without).toEqual(read('agent=a&last=24h').filter)
})
