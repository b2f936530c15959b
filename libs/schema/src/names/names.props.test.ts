import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isErrorClass } from './error-class.ts'
import { instant, isRunId, isStepId, runIdFrom, runIdTime, stepIdFrom } from './ids.ts'
import { metricValue } from './metric-value.ts'
import { declaredName, isSafeName, modelName, safeName, versionLabel } from './safe-name.ts'

const anything = fc.oneof(fc.anything(), fc.string({ unit: 'binary', maxLength: 200 }), fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.:/ -]{0,70}$/))

test('names are bounded, and a name stays what it is', () => {
  fc.assert(
    fc.property(anything, (value) => {
      for (const [read, max] of [[safeName, 64], [declaredName, 64], [modelName, 128], [versionLabel, 64]] as const) {
        const name = read(value)
        if (name === undefined) continue
        expect(name.length).toBeLessThanOrEqual(max)
        expect(read(name)).toBe(name)
      }
    }),
  )
})

test('white space never gets into a name', () => {
  fc.assert(fc.property(fc.string(), fc.string(), (a, b) => !isSafeName(`${a} ${b}`)))
})

test('an error class is a name too, and never prose', () => {
  fc.assert(fc.property(anything, (value) => !isErrorClass(value) || (typeof value === 'string' && /^[$A-Za-z0-9_]{1,64}$/.test(value))))
})

test('a run id carries its time; ids pass their own check', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 48 - 1 }), fc.uint8Array({ minLength: 10, maxLength: 10 }), (time, random) => {
      const runId = runIdFrom(time, random)
      expect(isRunId(runId)).toBe(true)
      expect(runIdTime(runId)).toBe(time)
      expect(isStepId(stepIdFrom(random))).toBe(true)
    }),
  )
})

test('a metric keeps four significant digits', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 }), (value) => {
      const kept = metricValue(value)
      expect(typeof kept).toBe('number')
      if (value !== 0) expect(Math.abs((Number(kept) - value) / value)).toBeLessThan(0.001)
    }),
  )
  expect(metricValue('12')).toBeUndefined()
  expect(metricValue(Number.NaN)).toBeUndefined()
  expect(metricValue(-1.797_500_000_000_000_1e308)).toBeUndefined()
})

test('an instant is UTC with milliseconds', () => {
  expect(instant(0)).toBe('1970-01-01T00:00:00.000Z')
  expect(instant(Number.NaN)).toBeUndefined()
  expect(instant(1e17)).toBeUndefined()
})
