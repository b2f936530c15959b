import { expect, test } from 'vitest'
import { submittedAddress } from './form-address.ts'

test.each<[name: string, given: string, expected: string | undefined]>([
  ['an address of the codec stays', 'agent=a&last=7d', undefined],
  ['empty fields go', 'form=1&agent=&status=failed&cat=&last=', '?status=failed'],
  ['sort and density stay, the place goes', 'form=1&sort=-duration&density=compact&cursor=abc&last=7d', '?last=7d&sort=-duration&density=compact'],
  ['a typed filter is added to what is chosen', 'form=1&agent=a&add=agent:b', '?agent=a&agent=b'],
  ['a typed exclusion', 'form=1&add=tool:!search_docs', '?tool=%21search_docs'],
  ['a typed exclusion, the mark first', 'form=1&add=!tool:search_docs', '?tool=%21search_docs'],
  ['a typed range', 'form=1&add=retries:1..', '?retries=1..'],
  ['a window wins over the range before', 'form=1&from=2026-11-01T00:00:00.000Z&last=24h', '?last=24h'],
  ['any time takes the range away', 'form=1&from=2026-11-01T00:00:00.000Z&last=', '?'],
  ['the chosen range stays', 'form=1&from=2026-11-01T00:00:00.000Z&last=range', '?from=2026-11-01T00%3A00%3A00.000Z'],
  ['times of fields are UTC', 'form=1&last=24h&fromAt=2026-11-01T10:00&toAt=', '?from=2026-11-01T10%3A00%3A00.000Z'],
  ['what is no filter is told, not repeated', 'form=1&status=failed&add=my secret', '?status=failed&unread=1'],
  ['a value that cannot be is told, not repeated', 'form=1&add=code:my secret', '?unread=1'],
])('%s', (_, given, expected) => {
  expect(submittedAddress(new URLSearchParams(given))).toBe(expected)
})
