import { Readable } from 'node:stream'
import { filterInput } from '@agenttracer/schema/query'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { QueryContext } from '../context.ts'
import { ApiFailure } from '../errors.ts'
import { readFilter } from '../query/read-filter.ts'
import { exportFormats, exportRuns, mostRows } from './export-runs.ts'

export const exportInput = filterInput.extend({ format: z.enum(['csv', 'jsonl']).default('csv') })

/** `GET /v1/runs/export`: the rows of a filter as a file, streamed. */
export function addExportRoute(app: FastifyInstance, createContext: (request: FastifyRequest) => QueryContext): void {
  app.get('/v1/runs/export', async (request, reply) => {
    const ctx = createContext(request)
    if (ctx.scope === 'ingest') throw new ApiFailure('KEY_SCOPE')
    const { format, ...filter } = exportInput.parse(request.query)
    const rows = await exportRuns(ctx, readFilter(filter), format)
    return reply
      .type(exportFormats[format])
      .header('content-disposition', `attachment; filename="runs.${format}"`)
      .header('x-agenttracer-most-rows', mostRows)
      .header('cache-control', 'no-store')
      .send(Readable.from(rows))
  })
}
