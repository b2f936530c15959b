import { expect, test } from 'vitest'
import { ownPath } from './own-path.ts'

test.each([
  ['/', '/'],
  ['/p/default/runs/0190a8e2-1c3d-7abc-8def-0123456789ab?step=00f067aa0ba902b7&ctx=1x2y3z', '/p/default/runs/0190a8e2-1c3d-7abc-8def-0123456789ab?step=00f067aa0ba902b7&ctx=1x2y3z'],
  ['/p/default/settings/keys', '/p/default/settings/keys'],
  ['/p/default/runs?status=failed&agent=billing', '/p/default/runs?agent=billing&status=failed'],
  ['/p/default/versions/billing?a=1.4.0&b=1.5.0-rc.1', '/p/default/versions/billing?a=1.4.0&b=1.5.0-rc.1'],
  ['/p/default/runs?note=the%20patient%20is%20ill&status=failed', '/p/default/runs?status=failed'],
  ['/p/default/runs?the%20patient=1', '/p/default/runs'],
  ['/p/default/runs?status=the%20patient', '/p/default/runs'],
  ['/p/default/the%20patient', '/'],
  ['/sign-out', '/'],
  ['//example.com/p', '/'],
  ['/\\example.com', '/'],
  ['http://example.com/', '/'],
])('%s goes on to %s', (address, path) => {
  expect(decodeURIComponent(ownPath(address))).toBe(path)
})
