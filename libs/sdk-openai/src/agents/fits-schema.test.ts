import { expect, test } from 'vitest'
import { fitsSchema } from './fits-schema.ts'

const booking = {
  type: 'object', additionalProperties: false, required: ['people', 'room'],
  properties: { people: { type: 'integer' }, room: { enum: ['a', 'b'] }, note: { anyOf: [{ type: 'string' }, { type: 'null' }] }, guests: { type: 'array', items: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } } } },
}

test.each([
  ['what fits', { people: 4, room: 'a', note: null, guests: [{ name: 'x' }] }, true],
  ['a text for a number', { people: 'four', room: 'a' }, false],
  ['a part of a number for a whole one', { people: 1.5, room: 'a' }, false],
  ['a missing field', { people: 4 }, false],
  ['a value that is not listed', { people: 4, room: 'c' }, false],
  ['none of several', { people: 4, room: 'a', note: 7 }, false],
  ['a field that is not declared', { people: 4, room: 'a', pets: 1 }, false],
  ['a wrong item', { people: 4, room: 'a', guests: [{}] }, false],
  ['no object at all', 'x', false],
])('%s', (_name, value, fits) => {
  expect(fitsSchema(value, booking)).toBe(fits)
})

test('what a schema says beyond that counts as fitting', () => {
  expect(fitsSchema({ at: 'x' }, { type: 'object', properties: { at: { type: 'string', format: 'date', pattern: '^y' } } })).toBe(true)
  expect(fitsSchema(1, undefined)).toBe(true)
  expect(fitsSchema(1, { type: 'unheard-of' })).toBe(true)
})
