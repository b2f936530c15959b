import { expect, test } from 'vitest'
import { analyticsAddress, readSeriesAsked } from './queries.ts'

test.each([
  ['?agent=billing&split=model&bucket=1h', 'tokens', '?agent=billing&last=7d&split=model&bucket=1h&table=tokens'],
  ['?last=24h&table=runs', undefined, '?last=24h'],
  ['?note=the+patient&by=the+patient&agent=the+patient&split=the+patient', 'runs', '?last=7d&table=runs'],
])('of %s the address keeps what was read of it', (asked, table, address) => {
  expect(analyticsAddress(readSeriesAsked(new URLSearchParams(asked)), table)).toBe(address)
})
