import { z } from 'zod'
import { failureCategories, stepTypes } from '../model/vocabulary.ts'
import { instantLeaf, runIdLeaf, storedModelLeaf, storedNameLeaf, versionLabelLeaf } from '../wire/leaf.ts'
import { fingerprintLeaf } from './run-view.ts'
import { failureCodeLeaf } from './step-view.ts'

/**
 * What is otherwise than before the window. `version`: first seen in it; without `previousVersion` the agent itself is new. `silent`: its last
 * run began in the window, and the pause since is far longer than any between its last runs. `failure`: a group first seen in it.
 */
export const overviewChange = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('version'), at: instantLeaf, agentId: storedNameLeaf, version: versionLabelLeaf, previousVersion: versionLabelLeaf.nullable(),
    /** Of the version in the window; `rated`: success and failed. */
    runs: z.int(), failed: z.int(), rated: z.int(),
  }),
  z.object({ kind: z.literal('silent'), at: instantLeaf, agentId: storedNameLeaf, version: versionLabelLeaf, runId: runIdLeaf, longestPauseMs: z.number() }),
  z.object({
    kind: z.literal('failure'), at: instantLeaf, agentId: storedNameLeaf, version: versionLabelLeaf, fingerprint: fingerprintLeaf, category: z.enum(failureCategories), code: failureCodeLeaf,
    stepType: z.enum(stepTypes).nullable(), stepName: storedModelLeaf.nullable(), httpStatus: z.int().nullable(), runs: z.int(),
  }),
])
export type OverviewChange = z.output<typeof overviewChange>

/** Newest first, at most 15 of each kind. */
export const overviewChanges = z.object({ from: instantLeaf, to: instantLeaf, items: z.array(overviewChange) })
export type OverviewChanges = z.output<typeof overviewChanges>
