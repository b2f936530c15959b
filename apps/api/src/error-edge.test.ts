import { runsListInput } from '@agenttracer/schema/query'
import { TRPCError } from '@trpc/server'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { asTrpcError, errorBody, errorShape, toApiError } from './error-edge.ts'
import { ApiFailure, apiErrorCodes, errorTable } from './errors.ts'

const canary = 'CANARY_the_user_said_hello'
const withFields = (fields: object): Error => Object.assign(new Error(canary), fields)
const zodFailure = (input: unknown): unknown => runsListInput.safeParse(input).error

describe('what was thrown becomes a code', () => {
  test.each([
    { name: 'a refusal of ours', thrown: new ApiFailure('OVERLOADED'), code: 'OVERLOADED' },
    { name: 'a refusal of ours inside tRPC', thrown: asTrpcError(new ApiFailure('RUN_NOT_FOUND')), code: 'RUN_NOT_FOUND' },
    { name: 'a body that fastify found too large', thrown: withFields({ statusCode: 413 }), code: 'TOO_LARGE' },
    { name: 'a content type that fastify does not know', thrown: withFields({ statusCode: 415 }), code: 'UNSUPPORTED_MEDIA_TYPE' },
    { name: 'any other refusal of fastify', thrown: withFields({ statusCode: 431 }), code: 'BAD_REQUEST' },
    { name: 'a call that tRPC does not know', thrown: new TRPCError({ code: 'NOT_FOUND', message: canary }), code: 'NOT_FOUND' },
    { name: 'a violation that Postgres reports with the row', thrown: withFields({ code: '23505', detail: canary }), code: 'INTERNAL' },
    { name: 'a text', thrown: canary, code: 'INTERNAL' },
    { name: 'nothing', thrown: undefined, code: 'INTERNAL' },
  ])('$name: $code', ({ thrown, code }) => {
    const error = toApiError(thrown)
    expect(error.code).toBe(code)
    expect(JSON.stringify([errorBody(error, 'id'), errorShape(error, 'id')])).not.toContain('CANARY')
  })
})

test('an input error names parameter and rule, never the value', () => {
  const thrown = new TRPCError({ code: 'BAD_REQUEST', message: canary, cause: zodFailure({ status: canary, limit: canary, cursor: `${canary} ${canary}` }) })
  const error = toApiError(thrown)
  expect(error).toMatchObject({ code: 'BAD_PARAMETER', issues: [{ path: 'status', rule: 'allowed_value' }, { path: 'cursor', rule: 'format' }, { path: 'limit', rule: 'type_number' }] })
  expect(JSON.stringify(errorBody(error, 'id'))).not.toContain('CANARY')
})

test.each(apiErrorCodes)('%s says what to do and agrees with its HTTP status', (code) => {
  const { hint, httpStatus, retryAfterSeconds } = errorTable[code]
  expect(hint).toMatch(/^[A-Z].{10,}[.]$/)
  expect(httpStatus).toBeGreaterThanOrEqual(400)
  expect(retryAfterSeconds !== undefined).toBe([429, 503].includes(httpStatus))
})

test('an answer that breaks its own schema is a fault of ours, not of who asked', () => {
  const broken = z.object({ runId: z.string() }).safeParse({ runId: 7 })
  expect(toApiError(new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message: 'Output validation failed', cause: broken.error }))).toMatchObject({ code: 'INTERNAL' })
  expect(toApiError(new TRPCError({ code: 'BAD_REQUEST', cause: broken.error }))).toMatchObject({ code: 'BAD_PARAMETER', issues: [{ path: 'runId' }] })
})
