import { expect, test } from 'vitest'
import { windowOptions } from './windows.ts'

test('a window from the address can be shown by the choice, once', () => {
  expect(windowOptions('90m').at(-1)).toEqual(['90m', 'Last 90m'])
  for (const last of ['', '24h', '90m']) {
    const values = windowOptions(last).map(([value]) => value)
    expect(new Set(values).size).toBe(values.length)
    expect(values.includes(last)).toBe(last !== '')
  }
})
