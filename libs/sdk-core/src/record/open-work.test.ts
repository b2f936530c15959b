import type { SafeName, VersionLabel } from '@agenttracer/schema'
import { expect, test } from 'vitest'
import { Ledger } from '../diagnostics.ts'
import { OpenWork } from './open-work.ts'
import { RunWork } from './run-work.ts'

const identity = { agentId: 'bot' as SafeName, agentVersion: '1' as VersionLabel, environment: 'test' as SafeName }
const runAt = (at: number): RunWork => new RunWork(identity, {}, { unixMs: 0, at })

function ended(work: OpenWork, key: string, at: number): void {
  const run = runAt(0)
  work.set(key, run)
  run.endedAt = at
  work.end(key, run)
}

test('what has ended is found for two seconds more, and is then forgotten', () => {
  const work = new OpenWork(new Ledger(undefined))
  ended(work, 'first', 10_000)
  ended(work, 'second', 12_000)
  expect([work.get('first'), work.get('second')]).not.toContain(undefined)
  ended(work, 'third', 14_100)
  expect(work.get('first')).toBeDefined()
  ended(work, 'fourth', 18_300)
  expect(['first', 'second', 'third', 'fourth'].map((key) => work.get(key) !== undefined)).toEqual([false, false, true, true])
})

test('what is told twice ends once, and open work is not forgotten with it', () => {
  const work = new OpenWork(new Ledger(undefined))
  const run = runAt(0)
  work.set('open', run)
  for (let at = 3_000; at < 60_000; at += 3_000) ended(work, `run ${at}`, at)
  expect(work.get('open')).toBe(run)
  run.endedAt = 61_000
  for (let times = 0; times < 3; times++) work.end('open', run)
  expect(work.get('open')).toBe(run)
})

test('room is made of what has ended first; open work that is dropped is counted', () => {
  const ledger = new Ledger(undefined)
  const work = new OpenWork(ledger)
  const first = runAt(0)
  work.set('first', first)
  for (let i = 0; i < 40_000; i++) ended(work, `ended ${i}`, 1_000)
  expect([work.get('first'), ledger.dropped]).toEqual([first, []])
  for (let i = 0; i < 20_000; i++) work.set(`open ${i}`, runAt(0))
  expect(work.get('first')).toBeUndefined()
  expect(ledger.dropped).toEqual([{ reason: 'open_work_limit', count: 1 }])
})

test('a key that was asked for before it was there is found once it is', () => {
  const work = new OpenWork(new Ledger(undefined))
  const run = runAt(0)
  expect(work.get('late')).toBeUndefined()
  work.set('late', run)
  expect(work.get('late')).toBe(run)
  work.clear()
  expect(work.get('late')).toBeUndefined()
})
