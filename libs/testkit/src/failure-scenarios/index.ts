import type { FailureKey } from '@agenttracer/schema'
import { modelScenarios } from './model-scenarios.ts'
import { orchestrationScenarios } from './orchestration-scenarios.ts'
import { retrievalScenarios } from './retrieval-scenarios.ts'
import type { Scenario } from './scenario.ts'
import { toolScenarios } from './tool-scenarios.ts'

/** One program for each code of the catalogue. A new code without an entry does not compile. */
export const failureScenarios: Readonly<Record<FailureKey, Scenario>> = { ...toolScenarios, ...modelScenarios, ...retrievalScenarios, ...orchestrationScenarios }

export { playAgentVersion } from './agent-version.ts'
export { playScenarios } from './play.ts'
export type { Played } from './play.ts'
export type { Scenario } from './scenario.ts'
