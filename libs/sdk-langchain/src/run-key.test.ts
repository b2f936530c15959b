import { afterEach, expect, test, vi } from 'vitest'
import { runKey } from './run-key.ts'

const form = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

afterEach(() => vi.useRealTimers())

test('20,000 at once are 20,000 UUIDs of version 7, in the order they were made', () => {
  const keys = Array.from({ length: 20_000 }, runKey)
  expect(keys.filter((key) => !form.test(key))).toEqual([])
  expect(new Set(keys).size).toBe(keys.length)
  expect(keys.toSorted()).toEqual(keys)
})

test('a clock that is set back makes none twice', () => {
  const before = Array.from({ length: 100 }, runKey)
  vi.useFakeTimers({ now: Date.now() - 60_000 })
  const after = Array.from({ length: 10_000 }, runKey)
  expect([...before, ...after].toSorted()).toEqual([...before, ...after])
})

test('it tells the time', () => {
  vi.useFakeTimers({ now: Date.now() + 60_000 })
  expect(Number.parseInt(runKey().replaceAll('-', '').slice(0, 12), 16)).toBe(Date.now())
})
