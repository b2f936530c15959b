import { parseFilter } from '@agenttracer/schema'
import { expect, test } from 'vitest'
import { readTrail, runAddress, trailKey, trailSearch } from './trail.ts'

const filterOf = (search: string) => parseFilter(new URLSearchParams(search)).filter

test('the order of typing does not change the name of a list, another filter does', () => {
  const key = trailKey(trailSearch(filterOf('?status=failed&agent=bot')))
  expect(trailKey(trailSearch(filterOf('?agent=bot&status=failed')))).toBe(key)
  expect(trailKey(trailSearch(filterOf('?agent=bot')))).not.toBe(key)
  expect(key).toMatch(/^[0-9a-z]{1,7}$/)
})

test('without a browser, with a key of somebody else, or with nonsense there is no list', () => {
  expect([null, 'zzzz', '../..', '<b>'].map(readTrail)).toEqual([undefined, undefined, undefined, undefined])
})

test('the address of a run names its list only where there is one', () => {
  expect(runAddress('/p/default/runs', 'x', null)).toBe('/p/default/runs/x')
  expect(runAddress('/p/default/runs', 'x', '1a')).toBe('/p/default/runs/x?ctx=1a')
})
