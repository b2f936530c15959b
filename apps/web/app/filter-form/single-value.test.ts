import { expect, test } from 'vitest'
import { singleValue } from './single-value.ts'

test.each([
  ['nothing chosen', undefined, ''],
  ['one value', { include: ['bot'], exclude: [] }, 'bot'],
  ['two values', { include: ['bot', 'planner'], exclude: [] }, undefined],
  ['one value left out', { include: [], exclude: ['bot'] }, undefined],
  ['one taken, one left out', { include: ['bot'], exclude: ['planner'] }, undefined],
])('%s', (_, choice, shown) => {
  expect(singleValue(choice)).toBe(shown)
})
