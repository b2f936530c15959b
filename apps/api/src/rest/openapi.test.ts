import { filterParameters } from '@agenttracer/schema'
import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { queryRouter } from '../router.ts'
import { openApiDocument } from './openapi.ts'
import { restCalls } from './rest-calls.ts'

interface Operation {
  readonly operationId: string
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: { readonly type?: string } }[]
  readonly responses: Record<string, unknown>
}
const document = openApiDocument({ ingestPort: 8000, queryPort: 8001 }) as { paths: Record<string, { get?: Operation; post?: Operation }> }

test('every call that a procedure declares is in the document', () => {
  const documented = Object.entries(document.paths).flatMap(([path, item]) => (item.get === undefined ? [] : [path]))
  expect(documented.toSorted()).toEqual([...restCalls(queryRouter).map((call) => call.path), '/v1/runs/export'].toSorted())
  expect(documented.toSorted()).toEqual([
    '/v1/audit', '/v1/changes', '/v1/failures', '/v1/failures/{fp}', '/v1/failures/{fp}/differences', '/v1/runs', '/v1/runs/export', '/v1/runs/facets', '/v1/runs/histogram', '/v1/runs/{runId}',
    '/v1/runs/{runId}/diff/{otherId}', '/v1/runs/{runId}/last-good', '/v1/runs/{runId}/similar', '/v1/runs/{runId}/steps', '/v1/stats', '/v1/stats/series', '/v1/versions', '/v1/versions/{agent}/diff',
  ])
})

test('the list of runs takes every parameter of the filter codec; those that may be repeated are lists', () => {
  const parameters = document.paths['/v1/runs']?.get?.parameters ?? []
  expect(parameters.map((parameter) => parameter.name)).toEqual(expect.arrayContaining([...filterParameters, 'sort', 'cursor', 'limit']))
  expect(parameters.find((parameter) => parameter.name === 'agent')?.schema.type).toBe('array')
  expect(parameters.find((parameter) => parameter.name === 'status')?.schema.type).toBe('array')
})

test('a path parameter is one', () => {
  expect(document.paths['/v1/runs/{runId}']?.get?.parameters).toMatchObject([{ name: 'runId', in: 'path', required: true }])
})

test('sending is documented with both forms of a body', () => {
  const text = JSON.stringify(document.paths['/v1/runs']?.post)
  expect(text).toContain('"oneOf"')
  expect(text).toContain('http://localhost:8000')
})

test('it is a valid document of its version of OpenAPI, and one with a fault is not', async () => {
  const validator = new Validator()
  expect(await validator.validate(structuredClone(document))).toEqual({ valid: true })
  expect(validator.version).toBe('3.1')
  const spoilt = structuredClone(document) as unknown as { paths: Record<string, { get: { parameters: object[] } }> }
  spoilt.paths['/v1/runs']?.get.parameters.push({ name: 'status' })
  expect((await new Validator().validate(spoilt)).valid).toBe(false)
})

test('an operation has a name of its own', () => {
  const names = Object.values(document.paths).flatMap(({ get, post }) => [get, post]).flatMap((operation) => (operation === undefined ? [] : [operation.operationId]))
  expect(names.toSorted()).toEqual([...new Set(names)].toSorted())
})

test('every reference leads somewhere', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1])
  expect(new Set(references)).toEqual(new Set(['#/components/schemas/Error']))
})
