import { batch, receipt } from '@agenttracer/schema/wire'
import { z } from 'zod'
import { apiErrorCodes, errorTable } from '../errors.ts'
import { exportInput } from '../export/export-route.ts'
import { exportFormats } from '../export/export-runs.ts'
import { wholeRun } from '../ingest/whole-run-schema.ts'
import { queryRouter } from '../router.ts'
import { restCalls } from './rest-calls.ts'
import type { RestCall } from './rest-calls.ts'

type Json = Record<string, unknown>
export interface OpenApiPorts { readonly ingestPort: number; readonly queryPort: number }

/** The REST surface of both doors, made from the schemas that read the requests and write the answers. */
export function openApiDocument({ ingestPort, queryPort }: OpenApiPorts): Json {
  const paths: Record<string, Json> = {}
  for (const call of restCalls(queryRouter)) paths[call.path] = { ...paths[call.path], get: readOperation(call) }
  paths['/v1/runs/export'] = { get: exportOperation() }
  paths['/v1/runs'] = { ...paths['/v1/runs'], post: { ...sendOperation(), servers: [{ url: `http://localhost:${ingestPort}`, description: 'Ingest door, write-only' }] } }
  return {
    openapi: '3.1.0',
    info: {
      title: 'AgentTracer',
      version: '1',
      description: 'Why an agent run failed. Two doors: records go to the ingest door, reads to the query door. No field holds content.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: `Query door, read-only, port ${queryPort}` }],
    security: [{ key: [] }, {}],
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'at_query_ to read, at_ingest_ to write, at_admin_ for control; none to read and write at a local AgentTracer.' } },
      schemas: { Error: jsonSchema(errorAnswer, 'output') },
    },
  }
}

const errorAnswer = z.object({
  error: z.object({
    code: z.enum(apiErrorCodes),
    hint: z.string(),
    issues: z.array(z.object({ path: z.string(), rule: z.string() })).optional(),
    requestId: z.string(),
  }),
})

function readOperation({ procedure, path, summary, isControl, input, output }: RestCall): Json {
  return {
    operationId: procedure,
    summary,
    tags: [isControl ? 'control' : 'read'],
    parameters: input === undefined ? [] : parametersOf(input, path),
    responses: { 200: jsonContent('The answer', jsonSchema(output, 'output')), ...refusals([400, 401, 403, 404, 429, 503]) },
  }
}

function exportOperation(): Json {
  const content = Object.fromEntries(Object.values(exportFormats).map((type) => [type.split(';')[0], { schema: { type: 'string' } }]))
  return {
    operationId: 'runs.export',
    summary: 'Every run of a filter as CSV or JSON lines, streamed',
    tags: ['read'],
    parameters: parametersOf(exportInput, '/v1/runs/export'),
    responses: { 200: { description: 'The rows', content }, ...refusals([400, 401, 403, 429, 503]) },
  }
}

function sendOperation(): Json {
  const schema = { oneOf: [jsonSchema(wholeRun, 'input'), jsonSchema(batch, 'input')] }
  return {
    operationId: 'ingest.send',
    summary: 'Records: one whole run with its steps, or a batch',
    description: 'Answered after the commit. A bad record never spoils the others; the receipt says what became of each. gzip is accepted.',
    tags: ['write'],
    requestBody: { required: true, content: { 'application/json': { schema } } },
    responses: {
      200: jsonContent('At least one record was taken', jsonSchema(receipt, 'output')),
      422: jsonContent('No record was taken', jsonSchema(receipt, 'output')),
      ...refusals([400, 401, 403, 413, 415, 429, 503]),
    },
  }
}

function parametersOf(input: z.ZodObject, path: string): readonly Json[] {
  const { properties = {}, required = [] } = jsonSchema(input, 'input') as { properties?: Record<string, Json>; required?: readonly string[] }
  return Object.entries(properties).map(([name, schema]) => {
    const isInPath = path.includes(`{${name}}`)
    const isMany = Array.isArray(schema['anyOf'])
    return {
      name,
      in: isInPath ? 'path' : 'query',
      required: isInPath || required.includes(name),
      schema: isMany ? manyOf(schema) : schema,
      ...(isMany ? { style: 'form', explode: true, description: 'May be repeated. A leading ! leaves the value out.' } : {}),
    }
  })
}

/** A parameter that may be repeated is a list to OpenAPI; a single value is a list of one. */
const manyOf = (schema: Json): unknown => (schema['anyOf'] as readonly Json[]).find((option) => option['type'] === 'array') ?? schema

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json
  return json
}

const jsonContent = (description: string, schema: Json): Json => ({ description, content: { 'application/json': { schema } } })

function refusals(statuses: readonly number[]): Json {
  return Object.fromEntries(
    statuses.map((status) => {
      const codes = apiErrorCodes.filter((code) => errorTable[code].httpStatus === status)
      return [status, jsonContent(codes.join(', '), { $ref: '#/components/schemas/Error' })]
    }),
  )
}
