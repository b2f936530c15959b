import type { FailureStateWish } from '@agenttracer/db'
import type { Fingerprint, VersionLabel } from '@agenttracer/schema'
import { failureSetStateInput, failureStateSet } from '@agenttracer/schema/query'
import type { z } from 'zod'
import { answer } from '../query/answer.ts'
import { foundGroup } from '../query/by-fingerprint.ts'
import { adminProcedure } from './admin-procedure.ts'

/** Says of a group of failures that it is resolved, ignored or open again. */
export const failuresSetState = adminProcedure
  .meta({ summary: 'Says that a group of failures is resolved, ignored or open' })
  .input(failureSetStateInput)
  .output(failureStateSet)
  .mutation(async ({ ctx, input }) => {
    const made = answer(await ctx.control.setFailureState(ctx.projectId, { fingerprint: input.fp as Fingerprint, wish: wishOf(input), by: ctx.changedBy }))
    const change = foundGroup(made)
    ctx.log({ event: 'control.changed', action: 'failure_state_set', subjectId: input.fp, requestId: ctx.requestId })
    return { change }
  })

function wishOf(input: z.output<typeof failureSetStateInput>): FailureStateWish {
  if (input.state === 'open') return { state: 'open' }
  if (input.state === 'resolved') return { state: 'resolved', ...(input.version === undefined ? {} : { version: input.version as VersionLabel }) }
  if (input.abovePercent !== undefined) return { state: 'ignored', above: input.abovePercent / 100 }
  return { state: 'ignored', ...(input.until === undefined ? {} : { until: input.until }) }
}
