import { randomBytes } from 'node:crypto'
import { keySummary, newKey, newKeyInput } from '@agenttracer/schema/query'
import { hashKey } from '../door/authenticate.ts'
import { adminProcedure, settled } from './admin-procedure.ts'

const dayMs = 86_400_000
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const length = 43
const shown = 6

/** About 256 bits as letters and digits, so that a double click selects all of it. */
function secret(): string {
  let text = ''
  while (text.length < length) for (const byte of randomBytes(length)) if (byte < 248 && text.length < length) text += alphabet[byte % 62]
  return text
}

/** Makes a key. It is in this answer and nowhere else: the store keeps its hash. */
export const keysCreate = adminProcedure
  .meta({ summary: 'Makes a key and shows it once' })
  .input(newKeyInput)
  .output(newKey)
  .mutation(async ({ ctx, input }) => {
    const key = `at_${input.scope}_${secret()}`
    const made = settled(
      await ctx.control.createKey({
        projectId: input.scope === 'admin' ? null : ctx.projectId,
        scope: input.scope,
        prefix: key.slice(0, `at_${input.scope}_`.length + shown),
        keyHash: hashKey(key),
        name: input.name,
        ...(input.expiresInDays === undefined ? {} : { expiresAt: new Date(Date.now() + input.expiresInDays * dayMs).toISOString() }),
      }, ctx.changedBy),
    )
    ctx.log({ event: 'control.changed', action: 'key_created', scope: input.scope, subjectId: made.keyId, requestId: ctx.requestId })
    return { key, summary: keySummary.parse(made) }
  })
