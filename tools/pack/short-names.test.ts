import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { internalNames } from '../build/internal-names.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

test('what users, plugins, the wire, Node or a quoted word know keeps its name', () => {
  const short = new Set(internalNames(root, 'sdk-core'))
  const known = [
    'startRun', 'diagnostics', 'batches', 'stepsOf', 'onDiagnostic', 'waitUntil', 'joinModel', 'ownsAttempts', 'hasSeenError', 'isPoison', 'afterMs',
    'retryGroup', 'maxAttempts', 'declaredCauseStepId', 'errorRef', 'cachedInputTokens', 'agentVersion',
    'then', 'method', 'statusCode', 'keepAlive', 'socket', 'lc_error_code', 'toolError', 'unminifiable_name',
  ]
  expect(known.filter((name) => short.has(name))).toEqual([])
})

test('what only the package itself knows is shortened', () => {
  expect(internalNames(root, 'sdk-core')).toEqual(expect.arrayContaining(['nextAttempt', 'wasClosedByRun', 'takeSteps']))
})
