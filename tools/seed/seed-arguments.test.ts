import { expect, test } from 'vitest'
import { Refusal } from '../start/refusal.ts'
import { readSeedArguments } from './seed-arguments.ts'

const now = Date.UTC(2026, 10, 22)

test('what is left out has a default', () => {
  expect(readSeedArguments(['--runs', '500'], now)).toEqual({ runs: 500, days: 14, project: 'default', seed: 1, until: now, home: undefined, url: undefined })
  expect(readSeedArguments(['--help'], now)).toBeNull()
})

test.each([[[]], [['--runs', '0']], [['--runs', 'x']], [['--runs', '5', '--days', '1.5']], [['--runs', '5', '--project', 'A b']], [['--runs', '5', '--until', '2026-12-01']], [['--runs', '5', '--wrong', '1']]])('refuses %j', (args) => {
  expect(() => readSeedArguments(args, now)).toThrow(Refusal)
})
