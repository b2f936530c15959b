import { expect, test } from 'vitest'
import { safeReturn } from './safe-return.ts'

const run = '/p/default/runs/0190a0b0-0000-7000-8000-000000000000'

test.each<[unknown, string]>([
  ['/p/default', '/p/default'],
  ['/p/default/runs?status=failed', '/p/default/runs?status=failed'],
  ['/p/default/runs?status=failed&agent=my%20patient%20Anna&q=Anna', '/p/default/runs?status=failed'],
  [run, run],
  ['/p/default/runs/anna_smith', '/'],
  [`${run}/compare/0190a0b0-0000-7000-8000-000000000001`, `${run}/compare/0190a0b0-0000-7000-8000-000000000001`],
  [`${run}/compare/anna_smith`, '/'],
  ['/p/default/versions/support-bot?a=2.3.9&b=2.4.0&last=7d&q=Anna', '/p/default/versions/support-bot?last=7d&a=2.3.9&b=2.4.0'],
  ['/p/default/versions/support-bot?a=Anna%20S', '/p/default/versions/support-bot'],
  ['/p/default/versions/my%20patient%20Anna', '/'],
  ['/p/default/analytics?last=7d', '/p/default/analytics?last=7d'],
  ['/p/default/anna', '/'],
  ['/p/anna', '/'],
  ['//elsewhere.example/p/default', '/'],
  ['/\\elsewhere.example', '/'],
  ['https://elsewhere.example/p/default', '/'],
  ['/p/default/runs#Anna', '/p/default/runs'],
  ['', '/'],
  ['/%zz', '/'],
  [null, '/'],
])('%s goes back to %s', (address, expected) => {
  expect(safeReturn(address)).toBe(expected)
})
