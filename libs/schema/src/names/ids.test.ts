import { expect, test } from 'vitest'
import { isInstant } from './ids.ts'

test.each(['2026-11-22T10:00:00.000Z', '2024-02-29T23:59:59.999Z', '0001-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'])('%s is an instant', (text) => expect(isInstant(text)).toBe(true))

// Each of these is taken by a parser of JavaScript and refused by Postgres, or the other way round.
test.each(['2026-02-30T00:00:00.000Z', '2025-02-29T00:00:00.000Z', '2026-04-31T00:00:00.000Z', '2026-13-01T00:00:00.000Z', '2026-11-22T24:00:00.000Z', '2026-11-22T10:60:00.000Z', '0000-01-01T00:00:00.000Z', '2026-11-22T10:00:00Z'])('%s is none', (text) =>
  expect(isInstant(text)).toBe(false),
)
