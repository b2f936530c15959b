import { z } from 'zod'
import { dropReasons } from '../model/vocabulary.ts'
import { storedClassLeaf, storedModelLeaf, storedNameLeaf, versionLabelLeaf } from '../wire/leaf.ts'

/** Kinds of names of the registry, each with a cap. */
export const registryKinds = ['agent', 'version', 'environment', 'step', 'tool', 'node', 'model', 'error_class', 'metric', 'sdk', 'sdk_version'] as const
export type RegistryKind = (typeof registryKinds)[number]

/** What was dropped in a project, and how full its name registry is: the part of the privacy report that only the running project knows. */
export const privacyFacts = z.object({
  /** As SDKs told it, over all of their processes. A reason of a newer release is `unknown`. */
  dropped: z.array(z.object({ reason: z.enum(dropReasons), count: z.int(), clients: z.int() })),
  /** Fullest first, at most 100. */
  agents: z.array(z.object({
    /** Null: names that belong to no agent, such as the names of agents themselves. */
    agentId: storedNameLeaf.nullable(),
    kinds: z.array(z.object({ kind: z.enum(registryKinds), names: z.int(), cap: z.int() })),
  })),
})
export type PrivacyFacts = z.output<typeof privacyFacts>

/** Null: names whose agent was not known. */
export const namesResetInput = z.object({ agent: storedNameLeaf.nullable() })
/** How many names no longer count against the caps. */
export const namesReset = z.object({ reset: z.int() })

/** Null: names that belong to no agent. */
export const namesListInput = z.object({ agent: storedNameLeaf.nullable() })
/** An agent's names in the registry, by kind, in alphabetical order. Versions and hashes of builds are names too. */
export const namesList = z.object({
  agent: storedNameLeaf.nullable(),
  kinds: z.array(z.object({ kind: z.enum(registryKinds), cap: z.int(), names: z.array(z.union([storedModelLeaf, versionLabelLeaf, storedClassLeaf])) })),
})
export type NamesList = z.output<typeof namesList>
