import type { FailureKey } from '@agenttracer/schema'
import type { Classification } from '../classify/classify.ts'
import { type FailedStep, isSlip, type RunFacts } from '../run/failures.ts'
import { type Propagation, type Proof, rather } from '../run/propagation.ts'
import { isModelCall, type StepNode } from '../run/run-tree.ts'

/** What the run failed of. `node` null: the cause lies on the run itself. */
export interface Cause {
  readonly node: StepNode | null
  readonly classification: Classification
  /** `certain` here still has to survive the question whether other failures stand beside it. */
  readonly confidence: 'certain' | 'likely' | 'unknown'
  /** The failing step that showed the error whose reason was then found elsewhere: it is no other failure. */
  readonly via?: FailedStep
  /** The caller named it. */
  readonly declared?: true
  /** The very error of this step reached the caller. */
  readonly carried?: true
}

export interface Candidates {
  readonly facts: RunFacts
  readonly propagation: Propagation
  /** Independent failures that nothing made up for, in the order of reading. */
  readonly standing: readonly FailedStep[]
  /** A step has no recorded end: what it would have shown is not known. */
  readonly openSteps: boolean
}

export const causeAt = (failure: FailedStep, confidence: Cause['confidence']): Cause => ({ node: failure.node, classification: failure.classification, confidence })

export const causeOnRun = (key: FailureKey, confidence: Cause['confidence'], tier: Classification['tier'] = 'default'): Cause => ({
  node: null, classification: { key, tier }, confidence,
})

/** A tool step that shows what a model step is already blamed for. */
function withoutTwins(standing: readonly FailedStep[]): readonly FailedStep[] {
  const slipTurns = new Set(standing.filter((failure) => isSlip(failure) && isModelCall(failure.node.step)).map(({ node, classification }) => `${classification.key} ${node.turn + 1}`))
  return standing.filter((failure) => isModelCall(failure.node.step) || !isSlip(failure) || !slipTurns.has(`${failure.classification.key} ${failure.node.turn}`))
}

export function findCandidates(facts: RunFacts, propagation: Propagation): Candidates {
  const hard = facts.failed.values().filter(
    (failure) => !failure.soft && !failure.recovered && propagation.originOf(failure).origin === failure && !propagation.absorbed.has(failure),
  )
  const independent = hard.filter((failure) => !failure.consequence)
  const own = independent.length > 0 ? independent : hard
  // What a good step went without counts only where no step failed.
  const told = own.filter(({ node, classification }) => node.step.status !== 'ok' || classification.tier !== 'guess')
  const standing = (told.length > 0 ? told : own).sort((a, b) => a.node.order - b.node.order)
  return { facts, propagation, standing: withoutTwins(standing), openSteps: facts.leaves.some((node) => node.step.status === 'running') }
}

/** The one to name among several: the last, and of parallel ones the first that failed. */
export const choose = (failures: readonly FailedStep[]): FailedStep | undefined =>
  failures.reduce<FailedStep | undefined>((chosen, failure) => (chosen === undefined ? failure : rather(chosen, failure)), undefined)

export const confidenceOf = (proof: Proof, { openSteps }: Candidates): Cause['confidence'] =>
  proof === 'order' || (proof !== 'identity' && openSteps) ? 'likely' : 'certain'

/** Like failures of one step count as one. */
export const sameTrouble = (a: FailedStep, b: FailedStep): boolean =>
  a.node.nameId === b.node.nameId && a.classification.key === b.classification.key
