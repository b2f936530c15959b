import type { ControlAnswer } from '@agenttracer/db'
import { asTrpcError } from '../error-edge.ts'
import { ApiFailure } from '../errors.ts'
import { answer } from '../query/answer.ts'
import { queryTrpc } from '../query/query-trpc.ts'

/** Control: the admin key, always, also on this machine. */
export const adminProcedure = queryTrpc.procedure.meta({ summary: '', access: 'admin' }).use(({ ctx, next }) => {
  if (ctx.scope !== 'admin') throw asTrpcError(new ApiFailure('KEY_SCOPE', { hint: 'This needs the admin key of the instance.' }))
  return next()
})

/** What the control store did; a value that the database would not take is a conflict. */
export function settled<T>(given: ControlAnswer<T>): T {
  if (given.ok) return given.value
  if (given.refusal.kind === 'refused') throw asTrpcError(new ApiFailure('CONFLICT'))
  return answer<T>({ ok: false, refusal: { kind: given.refusal.kind } })
}
