import { randomBytes } from 'node:crypto'
import { batchLimits } from '@agenttracer/schema/wire'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { IngestContext } from '../context.ts'
import { errorBody } from '../error-edge.ts'
import { apiError, ApiFailure } from '../errors.ts'
import { ingestRecords } from './ingest-records.ts'
import { allRefused } from './receipt.ts'
import { expandWholeRun, isWholeRun, runIdOf } from './whole-run.ts'

/** `POST /v1/runs`: a batch, or one whole run with its steps nested. 200 if any record was taken, 422 if all were refused. */
export function addRunsRoute(app: FastifyInstance, createContext: (request: FastifyRequest) => IngestContext): void {
  app.post('/v1/runs', async (request, reply) => {
    const ctx = createContext(request)
    ctx.metrics.ingestStage('read', reply.elapsedTime)
    if (ctx.scope !== 'ingest' && ctx.scope !== 'local') throw new ApiFailure('KEY_SCOPE')
    const { raw, runId } = readPost(request.body)
    const receipt = await ingestRecords(raw, ctx)
    const body = { ...(runId === undefined ? {} : { runId }), ...receipt }
    if (allRefused(receipt)) ctx.metrics.refused('ingest', 'ALL_REFUSED')
    return allRefused(receipt) ? reply.code(422).send({ ...errorBody(apiError('ALL_REFUSED'), request.id), ...body }) : body
  })
}

function readPost(body: unknown): { readonly raw: unknown; readonly runId?: string | undefined } {
  if (!isWholeRun(body)) return { raw: body }
  const steps = body['steps']
  if (steps !== undefined && !Array.isArray(steps)) throw new ApiFailure('BAD_ENVELOPE', { issues: [{ path: 'steps', rule: 'type_array' }] })
  if (Array.isArray(steps) && steps.length >= batchLimits.records) throw new ApiFailure('TOO_LARGE')
  const raw = expandWholeRun(body, { now: Date.now, random: randomBytes })
  return { raw, runId: runIdOf(raw) }
}
