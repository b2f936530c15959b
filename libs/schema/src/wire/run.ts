import { z } from 'zod'
import { dropReasons, runStatuses } from '../model/vocabulary.ts'
import { count, durationLeaf, instantLeaf, runIdLeaf, safeNameLeaf, stepIdLeaf, traceIdLeaf, versionLabelLeaf } from './leaf.ts'
import { signals } from './signals.ts'

export const sdkInfo = z.object({ name: safeNameLeaf, version: versionLabelLeaf })

export const metric = z.object({ name: safeNameLeaf, value: z.union([z.number().min(-1e300).max(1e300), z.boolean()]) })

export const dropCount = z.object({ reason: z.enum(dropReasons), count: count(Number.MAX_SAFE_INTEGER) })

export const runRecord = z.object({
  runId: runIdLeaf,
  traceId: traceIdLeaf.exactOptional(),
  continuesRunId: runIdLeaf.exactOptional(),
  agentId: safeNameLeaf,
  agentVersion: versionLabelLeaf,
  environment: safeNameLeaf,
  status: z.enum(runStatuses),
  revision: count(1_000_000),
  startedAt: instantLeaf,
  endedAt: instantLeaf.exactOptional(),
  durationMs: durationLeaf.exactOptional(),
  sdk: sdkInfo,
  metrics: z.array(metric).max(50),
  signals: signals.exactOptional(),
  declaredCauseStepId: stepIdLeaf.exactOptional(),
  dropped: z.array(dropCount).max(dropReasons.length),
})
