import { z } from 'zod'
import { failureKeys } from '../failure/codes.ts'
import type { FailureKey } from '../failure/codes.ts'
import { signalFlags } from '../model/vocabulary.ts'
import { knownErrnos, knownErrorCodes } from '../names/known-codes.ts'
import { count, errorClassLeaf, httpStatusLeaf } from './leaf.ts'

export const errorLink = z.object({
  errorClass: errorClassLeaf.exactOptional(),
  errorCode: z.enum(knownErrorCodes).exactOptional(),
  errno: z.enum(knownErrnos).exactOptional(),
  httpStatus: httpStatusLeaf.exactOptional(),
  errorRef: count(1_000_000, 1),
})

export const signals = z.object({
  chain: z.array(errorLink).max(6),
  flags: z.array(z.enum(signalFlags)).max(signalFlags.length),
  declared: z.enum(failureKeys as [FailureKey, ...FailureKey[]]).exactOptional(),
})
