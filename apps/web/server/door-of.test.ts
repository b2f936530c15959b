import { expect, test } from 'vitest'
import { doorOf, isControlCall } from './door-of.ts'

test.each<[method: string, path: string, door: string, isControl: boolean]>([
  ['POST', '/v1/runs', 'ingest', false],
  ['GET', '/v1/runs', 'query', false],
  ['GET', '/v1/runs/0193-x/steps', 'query', false],
  ['POST', '/v1/traces', 'ingest', false],
  ['POST', '/trpc/ingest.send', 'ingest', false],
  ['GET', '/trpc/runs.list,runs.get', 'query', false],
  ['GET', '/trpc/runs.list,keys.list', 'query', true],
  ['POST', '/trpc/failures.setState', 'query', true],
  ['GET', '/trpc/failures.list', 'query', false],
  ['GET', '/trpc/views.list', 'query', false],
  ['POST', '/trpc/names.reset', 'query', true],
  ['POST', '/trpc/runs.get,views.save', 'query', true],
  ['GET', '/trpc/audit.list', 'query', true],
  ['GET', '/v1/audit', 'query', true],
])('%s %s goes to %s, control: %s', (method, path, door, isControl) => {
  expect(doorOf(method, path)).toBe(door)
  expect(isControlCall(path)).toBe(isControl)
})
