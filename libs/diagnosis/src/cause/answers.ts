import type { FailureKey } from '@agenttracer/schema'
import { allBeneath, isBeneath, isModelCall, lastMs, type StepNode } from '../run/run-tree.ts'
import type { FailedStep } from '../run/failures.ts'
import { type Candidates, type Cause, causeAt } from './candidates.ts'

/** Where to look: beneath a failing container, or in the whole run. In the order of reading. */
export const scopeOf = ({ facts }: Candidates, container: StepNode | undefined): readonly StepNode[] =>
  container === undefined || container.children.length === 0 ? facts.nodes : allBeneath(container)

const isAnswer = ({ step }: StepNode): boolean => isModelCall(step) && step.status === 'ok'

/** The model call that answered last before a container stopped, inside it if there is one. */
export function answerBefore(candidates: Candidates, container: StepNode | undefined): StepNode | undefined {
  const inside = scopeOf(candidates, container).findLast(isAnswer)
  if (container === undefined || (inside !== undefined && isBeneath(inside, container))) return inside
  // A node that failed by itself is recorded without the calls that were made in it: they lie beside it, within its time.
  return candidates.facts.nodes.findLast((node) => isAnswer(node) && node !== container && lastMs(node) <= lastMs(container))
}

function lastToStop(nodes: readonly StepNode[], isMeant: (node: StepNode) => boolean): StepNode | undefined {
  let last: StepNode | undefined
  for (const node of nodes) if (isMeant(node) && (last === undefined || lastMs(node) >= lastMs(last))) last = node
  return last
}

/** The leaf that stopped last: what an error between the steps came after. */
export const lastLeaf = (candidates: Candidates, container: StepNode | undefined): StepNode | undefined =>
  lastToStop(scopeOf(candidates, container), ({ children }) => children.length === 0)

/** The answer that a step of the host's own, with nothing beneath it, may have been made to read: the last thing before it. */
export function answerReadBy({ facts }: Candidates, reader: StepNode): StepNode | undefined {
  if (reader.step.type !== 'orchestration' || reader.children.length > 0) return undefined
  const last = lastToStop(facts.leaves, ({ order }) => order < reader.order)
  return last !== undefined && isAnswer(last) && lastMs(last) <= reader.startMs ? last : undefined
}

/** An answer that ended early: what it asked for was cut with it. */
const cutShort: ReadonlySet<FailureKey> = new Set<FailureKey>(['model.output_truncated', 'model.content_filtered'])

/**
 * A failure that a model's answer is to blame for, where another step shows it: the parser that could not read the answer, or the call whose
 * arguments ended in the middle because the answer did.
 */
export function behindAnswer(candidates: Candidates, shown: FailedStep, confidence: Cause['confidence']): Cause | undefined {
  const { node, classification: { key, tier } } = shown
  if (tier === 'declared' || isModelCall(node.step)) return undefined
  if (key === 'model.invalid_output') {
    if (node.step.type !== 'orchestration') return undefined
    const answer = answerBefore(candidates, node)
    return answer === undefined ? undefined : { ...causeInAnswer(candidates, answer, key, confidence), via: shown }
  }
  if (key !== 'model.invalid_tool_arguments') return undefined
  const answer = candidates.facts.nodes.findLast((each) => isAnswer(each) && each.turn + 1 === node.turn)
  const own = answer === undefined ? undefined : candidates.facts.failed.get(answer)
  return own !== undefined && cutShort.has(own.classification.key) ? { ...causeAt(own, confidence), via: shown } : undefined
}

/**
 * A parser or schema error after a good model call belongs to that model step. If the answer itself shows why it could not be read (cut,
 * filtered, refused), that is the code.
 */
export function causeInAnswer(candidates: Candidates, answer: StepNode, key: FailureKey, confidence: Cause['confidence']): Cause {
  const own = candidates.facts.failed.get(answer)
  return own === undefined || own.recovered ? { node: answer, classification: { key, tier: 'class' }, confidence } : causeAt(own, confidence)
}
