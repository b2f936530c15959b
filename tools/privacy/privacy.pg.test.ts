import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { judge } from './self-test.ts'
import { mutations } from './mutations.ts'
import { runSuite } from './suite.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const quiet = (): void => undefined

// The SDK path has its own test in libs/testkit; all forms, pages and planted faults run with `npm run privacy`.
test('R14: prose in every place of the server path: no trace in answers, logs, metrics, exports, database and data files', { timeout: 120_000 }, async () => {
  const { leaks, unproven, places } = await runSuite({ root, seed: 'test', forms: ['prose'], parts: new Set(['server']), say: quiet })
  expect({ leaks, unproven }).toEqual({ leaks: [], unproven: [] })
  expect(places.length).toBeGreaterThan(200)
})

test('a planted fault makes the suite fail', { timeout: 120_000 }, async () => {
  const [first] = mutations
  expect(first).toBeDefined()
  if (first !== undefined) expect(await judge(root, first)).toBe('')
})
