import { expect, test } from 'vitest'
import { isSilent } from './silence.ts'

const minute = 60_000
const hour = 60 * minute
const now = Date.parse('2026-11-22T12:00:00.000Z')
const every = (pauseMs: number, agoMs: number, runs = 10): number[] => Array.from({ length: runs }, (_, at) => now - agoMs - at * pauseMs)

test.each<[string, readonly number[], number, boolean]>([
  ['ran each minute, and not for two hours', every(minute, 2 * hour), hour, true],
  ['ran each minute, and not for ten', every(minute, 10 * minute), hour, false],
  ['runs once a night, half a day ago', every(24 * hour, 12 * hour), hour, false],
  ['runs once a night, and not for four days', every(24 * hour, 96 * hour), hour, true],
  ['paused for three hours once', [now - 4 * hour, now - 7 * hour, ...every(minute, 7 * hour + minute, 8)], hour, false],
  ['has run too seldom to say', every(minute, 9 * hour, 4), hour, false],
  ['has never run', [], hour, false],
])('an agent that %s', (_, starts, afterMs, silent) => expect(isSilent(starts, now, afterMs)).toBe(silent))
