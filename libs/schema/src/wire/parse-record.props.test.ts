import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stepTypes } from '../model/vocabulary.ts'
import { parseRunRecord, parseStepRecord } from './index.ts'

const canary = 'CANARY-9f Please summarise the contract for Ms. Smith'
const noise = fc.anything({ maxDepth: 3, withNullPrototype: true, values: [fc.constant(canary), fc.integer(), fc.double(), fc.boolean(), fc.constant(null), fc.string()] })
const keys = [
  'runId', 'stepId', 'parentStepId', 'node', 'seq', 'type', 'operation', 'name', 'status', 'attempt', 'retryGroup', 'waitMs', 'revision', 'startedAt', 'endedAt',
  'durationMs', 'signals', 'model', 'inputTokens', 'finishReason', 'metrics', 'sdk', 'dropped', 'agentId', '__proto__', 'constructor', 'toString',
]
const good = { runId: '01920000-0000-7000-8000-000000000001', stepId: '00f067aa0ba902b7', status: 'ok', startedAt: '2026-01-02T03:04:05.678Z', name: 'x', agentId: 'a', agentVersion: '1', environment: 'e' }
const record = fc.record({
  type: fc.constantFrom(...stepTypes),
  changes: fc.array(fc.tuple(fc.constantFrom(...keys), noise), { maxLength: 6 }),
}).map(({ type, changes }) => JSON.parse(JSON.stringify({ ...good, type, ...Object.fromEntries(changes) })) as unknown)

test('parsing never throws, and no value of the input comes back in what it says', () => {
  fc.assert(
    fc.property(record, (raw) => {
      for (const parse of [parseRunRecord, parseStepRecord]) {
        const parsed = parse(raw)
        expect(JSON.stringify(parsed)).not.toContain('CANARY')
      }
    }),
    { numRuns: 2_000 },
  )
})

test('a parsed record parses again to itself', () => {
  fc.assert(
    fc.property(record, (raw) => {
      const first = parseStepRecord(raw)
      if (!first.ok) return
      expect(parseStepRecord(first.value)).toEqual({ ok: true, value: first.value, repaired: [], unknownKeys: 0 })
    }),
  )
})

test('any JSON value is answered', () => {
  fc.assert(fc.property(fc.jsonValue(), (raw) => typeof parseRunRecord(raw).ok === 'boolean' && typeof parseStepRecord(raw).ok === 'boolean'))
})
