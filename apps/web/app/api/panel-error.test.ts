import { expect, test } from 'vitest'
import { isFinalRefusal, isNotFound, panelError } from './panel-error.ts'

test.each<[name: string, error: unknown, expected: unknown]>([
  ['a refusal of the API', { data: { code: 'RUN_NOT_FOUND', hint: 'No such run.', requestId: 'r1', httpStatus: 404 } }, { code: 'RUN_NOT_FOUND', hint: 'No such run.', requestId: 'r1', httpStatus: 404 }],
  ['no connection', new Error('secret', { cause: new TypeError('fetch failed') }), { code: 'UNREACHABLE', hint: null, requestId: null, httpStatus: null }],
  ['anything else', new Error('secret'), { code: 'UNKNOWN', hint: null, requestId: null, httpStatus: null }],
  ['nothing', undefined, { code: 'UNKNOWN', hint: null, requestId: null, httpStatus: null }],
])('%s is reduced to codes', (_, error, expected) => {
  expect(panelError(error)).toEqual(expected)
})

test.each<[httpStatus: number | undefined, isFinal: boolean]>([[404, true], [400, true], [429, false], [408, false], [503, false], [undefined, false]])(
  'HTTP %s is final: %s',
  (httpStatus, isFinal) => {
    expect(isFinalRefusal({ data: { code: 'X', httpStatus } })).toBe(isFinal)
  },
)

test('only 404 counts as not found', () => {
  expect([404, 403].map((httpStatus) => isNotFound({ data: { httpStatus } }))).toEqual([true, false])
})
