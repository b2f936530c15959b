import type { PlaceKind } from '../mark/place.ts'
import { post, type HttpPlace } from './http-place.ts'
import { goodBatch, withValueAt } from './record.ts'

type Path = readonly (string | number)[]

const run: readonly (readonly [PlaceKind, Path])[] = [
  ['id', ['runId']], ['id', ['traceId']], ['id', ['continuesRunId']], ['name', ['agentId']], ['label', ['agentVersion']], ['name', ['environment']], ['content', ['status']],
  ['content', ['revision']], ['content', ['startedAt']], ['content', ['endedAt']], ['content', ['durationMs']], ['name', ['sdk', 'name']], ['label', ['sdk', 'version']], ['name', ['metrics', 0, 'name']],
  ['content', ['metrics', 0, 'value']], ['content', ['signals', 'chain', 0, 'errorClass']], ['content', ['signals', 'chain', 0, 'errorCode']], ['content', ['signals', 'chain', 0, 'errno']],
  ['content', ['signals', 'chain', 0, 'httpStatus']], ['content', ['signals', 'chain', 0, 'errorRef']], ['content', ['signals', 'chain', 0, 'message']], ['content', ['signals', 'flags', 0]],
  ['content', ['signals', 'declared']], ['id', ['declaredCauseStepId']], ['content', ['dropped', 0, 'reason']], ['content', ['dropped', 0, 'count']], ['content', ['*']], ['content', ['error', 'message']],
  ['content', ['metadata', '*']], ['content', ['userId']],
]
const step: readonly (readonly [PlaceKind, Path])[] = [
  ['id', ['runId']], ['id', ['stepId']], ['id', ['parentStepId']], ['name', ['node']], ['content', ['seq']], ['content', ['operation']], ['content', ['type']], ['name', ['name']], ['name', ['model']],
  ['content', ['provider']], ['content', ['finishReason']], ['content', ['inputTokens']], ['content', ['costUsd']], ['content', ['streamed']], ['content', ['status']], ['content', ['attempt']], ['content', ['maxAttempts']],
  ['id', ['retryGroup']], ['content', ['waitMs']], ['content', ['signals', 'chain', 0, 'errorClass']], ['content', ['signals', 'chain', 0, 'errorCode']], ['content', ['signals', 'flags', 0]],
  ['content', ['signals', 'declared']], ['content', ['*']], ['content', ['input']], ['content', ['output']], ['content', ['prompt', 'messages', 0, 'content']], ['content', ['attributes', '*']],
]
const batch: readonly (readonly [PlaceKind, Path])[] = [
  ['content', ['*']], ['id', ['open', 0]], ['id', ['client', 'clientId']], ['name', ['client', 'sdk', 'name']], ['content', ['client', 'dropped', 0, 'reason']], ['content', ['client', 'hostname']],
]

const place = (kind: PlaceKind, root: Path, path: Path, how: 'rest' | 'trpc'): HttpPlace => {
  const words = [...root.filter((part) => part !== 0), ...path].join('.')
  return {
    id: `ingest.${how}.${words}`, kind, door: 'ingest', where: `${how === 'rest' ? '`POST /v1/runs`' : 'tRPC `ingest.send`'}: \`${words}\``,
    probe: (text) => post(how === 'rest' ? '/v1/runs' : '/trpc/ingest.send', withValueAt(goodBatch(), [...root, ...path], text)),
  }
}

/** Every field of a record, and keys that no record has. */
export const recordPlaces: readonly HttpPlace[] = (['rest', 'trpc'] as const).flatMap((how) => [
  ...run.map(([kind, path]) => place(kind, ['runs', 0], path, how)),
  ...step.map(([kind, path]) => place(kind, ['steps', 0], path, how)),
  ...batch.map(([kind, path]) => place(kind, [], path, how)),
])
