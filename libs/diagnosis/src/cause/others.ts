import type { StepId, Verdict } from '@agenttracer/schema'
import type { Attempts } from '../run/attempts.ts'
import type { FailedStep } from '../run/failures.ts'
import { Numbering, paired } from '../run/numbering.ts'
import { lastMs, pathTo, type StepNode } from '../run/run-tree.ts'
import { StepMap } from '../run/step-map.ts'
import { type Candidates, type Cause, sameTrouble } from './candidates.ts'

/** More than these are not listed beside a verdict. */
const maxOthers = 20

/** Whether a step lies beneath one of these; each step is asked once. */
function isBeneathAny(nodes: readonly StepNode[], tops: ReadonlySet<StepNode>): (node: StepNode) => boolean {
  const known = new StepMap<boolean>(nodes.length)
  return (node) => {
    const path: StepNode[] = []
    let at: StepNode | undefined = node
    while (at !== undefined && known.get(at) === undefined && !tops.has(at)) {
      path.push(at)
      at = at.parent
    }
    const answer = at !== undefined && (tops.has(at) || (known.get(at) ?? false))
    for (const each of path) known.set(each, answer)
    return answer
  }
}

/** Earlier tries of what the cause lies in: what failed in them gave way to the last one. */
function supersededBy({ node }: Cause, { facts }: Candidates): (failure: FailedStep) => boolean {
  if (node === null) return () => false
  const lastOf = new Map<Attempts, number>()
  for (const each of pathTo(node)) {
    const group = facts.attempts.several(each)
    if (group !== undefined) lastOf.set(group, Math.max(lastOf.get(group) ?? 0, each.order))
  }
  const earlier = [...lastOf].flatMap(([{ nodes }, order]) => nodes.filter((tried) => tried.order < order))
  if (earlier.length === 0) return () => false
  const isSuperseded = isBeneathAny(facts.nodes, new Set(earlier))
  return (failure) => isSuperseded(failure.node)
}

/** It still ran when the error that reached the caller was thrown: whatever it then failed of, the run had failed already. */
const isAftermath = (failure: FailedStep, { node, carried }: Cause): boolean =>
  carried === true && node !== null && failure.node.startMs < lastMs(node) && lastMs(failure.node) >= lastMs(node)

/** Failures that the cause does not account for, the latest of each kind. */
export function othersBeside(cause: Cause, candidates: Candidates): readonly StepId[] {
  const { standing, facts } = candidates
  if (cause.classification.key === 'orchestration.user_abort') return []
  const own = cause.node === null ? undefined : facts.attempts.of(cause.node)
  const blamed = cause.node === null ? undefined : { ...facts.failed.get(cause.node), node: cause.node, classification: cause.classification }
  const isSuperseded = supersededBy(cause, candidates)
  const kinds = new Set<number>()
  const keys = new Numbering<string>()
  const latestFirst: StepId[] = []
  for (let at = standing.length - 1; at >= 0 && latestFirst.length < maxOthers; at--) {
    const failure = standing[at]
    if (failure === undefined || failure.consequence || failure.node === cause.node || failure === cause.via || (own !== undefined && facts.attempts.of(failure.node) === own)) continue
    if (blamed !== undefined && sameTrouble(failure, { soft: false, consequence: false, recovered: false, ...blamed })) continue
    // An earlier showing of the same trouble, where the reason was found elsewhere: a parser that failed on the answer before as well.
    if (cause.via !== undefined && sameTrouble(failure, cause.via)) continue
    if (blamed === undefined && failure.classification.key === cause.classification.key) continue
    if (isAftermath(failure, cause) || isSuperseded(failure)) continue
    const kind = paired(failure.node.nameId, keys.of(failure.classification.key))
    if (kinds.has(kind)) continue
    kinds.add(kind)
    latestFirst.push(failure.node.step.stepId)
  }
  return latestFirst.reverse()
}

/** `certain` only when one chain explains the run. */
export function confidenceBeside(cause: Cause, others: readonly StepId[]): Verdict['confidence'] {
  if (cause.confidence !== 'certain' || cause.declared) return cause.confidence
  return others.length > 0 || cause.classification.tier === 'guess' ? 'likely' : 'certain'
}
