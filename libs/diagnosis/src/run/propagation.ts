import type { ErrorLink } from '@agenttracer/schema'
import type { FailedStep, RunFacts } from './failures.ts'
import { lastMs, type StepNode } from './run-tree.ts'
import { StepMap } from './step-map.ts'

/** How a failure is known to be the one beneath. */
export type Proof = 'identity' | 'likeness' | 'silence' | 'order'

export interface Explanation {
  readonly by: FailedStep
  readonly proof: Proof
}

/** Why failing steps failed. */
export interface Propagation {
  /** The deepest step whose failure this is (itself, when nothing beneath explains it), and the weakest proof on the way down. */
  readonly originOf: (failure: FailedStep) => Origin
  /** Embeddings calls that failed inside a retriever: the retriever is the step to name. */
  readonly absorbed: ReadonlyMap<FailedStep, FailedStep>
}

export interface Origin {
  readonly origin: FailedStep
  readonly weakest: Proof
}

export const linksOf = (failure: FailedStep): readonly ErrorLink[] => failure.node.step.signals?.chain ?? []

/** A wrapper shares class, code and status with what it wraps; `Error` alone says nothing. */
const alike = (a: ErrorLink, b: ErrorLink): boolean =>
  a.errorClass === b.errorClass && a.errorCode === b.errorCode && a.errno === b.errno && a.httpStatus === b.httpStatus &&
  ((a.errorClass !== undefined && a.errorClass !== 'Error') || a.errorCode !== undefined || a.errno !== undefined || a.httpStatus !== undefined)

/** Classes that anything may throw: two errors of one of them need not have to do with each other. */
const common: ReadonlySet<string | undefined> = new Set([
  'Error', 'TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'URIError', 'EvalError', 'AggregateError', 'DOMException', 'ZodError', '$ZodError', 'ValidationError',
  'AbortError', 'TimeoutError',
])
const isTelling = (link: ErrorLink): boolean => link.errorCode !== undefined || link.errno !== undefined || link.httpStatus !== undefined || !common.has(link.errorClass)

export const sharesError = (a: readonly ErrorLink[], b: readonly ErrorLink[]): boolean => a.some((x) => b.some((y) => x.errorRef === y.errorRef))
export const looksAlike = (a: readonly ErrorLink[], b: readonly ErrorLink[]): boolean => a.some((x) => b.some((y) => alike(x, y)))
/** Alike by more than a class that anything may throw. */
export const looksLikeCopy = (a: readonly ErrorLink[], b: readonly ErrorLink[]): boolean => a.some((x) => isTelling(x) && b.some((y) => alike(x, y)))

const vague: ReadonlySet<string> = new Set(['default', 'guess'])

/** What the failing container says of itself is no more than that it failed. */
const saysNothing = (failure: FailedStep): boolean => linksOf(failure).length === 0 && failure.classification.tier === 'default'

/** When the last child of a step stopped; each parent is asked once. */
function lastChildMs({ nodes }: RunFacts): (node: StepNode) => number {
  const known = new StepMap<number>(nodes.length)
  return (node) => {
    const ms = known.get(node) ?? node.children.reduce((latest, child) => Math.max(latest, lastMs(child)), 0)
    known.set(node, ms)
    return ms
  }
}

function proofOf(above: FailedStep, beneath: FailedStep, lastChild: (node: StepNode) => number): Proof | undefined {
  // What was stopped by a time limit does not explain the limit, although its abort may be inside the limit's error.
  if (sharesError(linksOf(above), linksOf(beneath))) return beneath.consequence && !above.consequence ? undefined : 'identity'
  if (beneath.node.parent !== above.node || beneath.recovered || beneath.consequence) return undefined
  if (looksLikeCopy(linksOf(above), linksOf(beneath))) return 'likeness'
  if (saysNothing(above)) return 'silence'
  const isPlausible = vague.has(above.classification.tier) || looksAlike(linksOf(above), linksOf(beneath))
  return isPlausible && lastMs(beneath.node) >= lastChild(above.node) ? 'order' : undefined
}

const strength: Readonly<Record<Proof, number>> = { identity: 3, likeness: 2, silence: 1, order: 0 }

/** Of two that ran at the same time the one that failed first, otherwise the later one. */
export function rather(a: FailedStep, b: FailedStep): FailedStep {
  const overlap = a.node.parent === b.node.parent && a.node.startMs < lastMs(b.node) && b.node.startMs < lastMs(a.node)
  if (!overlap) return a.node.order > b.node.order ? a : b
  if (lastMs(a.node) !== lastMs(b.node)) return lastMs(a.node) < lastMs(b.node) ? a : b
  return a.node.order < b.node.order ? a : b
}

const better = (now: Explanation | undefined, candidate: Explanation): Explanation => {
  if (now === undefined || strength[candidate.proof] > strength[now.proof]) return candidate
  if (strength[candidate.proof] < strength[now.proof]) return now
  // An error object that several attempts rethrew belongs to the last of them; of steps side by side to the first, which the others were stopped with.
  const by = rather(now.by, candidate.by)
  return by === now.by ? now : candidate
}

/** Nearest failing step above a step; every step on the way is looked at once. */
function failingAbove({ nodes, failed }: RunFacts): (node: StepNode) => FailedStep | undefined {
  const above = new StepMap<FailedStep | null>(nodes.length)
  return (node) => {
    const path: StepNode[] = []
    let at = node
    while (at.parent !== undefined && !above.has(at)) {
      path.push(at)
      at = at.parent
    }
    let known = above.get(at) ?? null
    for (const each of path.reverse()) {
      const failure = each.parent === undefined ? undefined : failed.get(each.parent)
      if (failure !== undefined && failure.node.step.status === 'error') known = failure
      above.set(each, known)
    }
    return known ?? undefined
  }
}

function explain(facts: RunFacts): StepMap<Explanation> {
  const explained = new StepMap<Explanation>(facts.nodes.length)
  const aboveOf = failingAbove(facts)
  const lastChild = lastChildMs(facts)
  for (const failure of facts.failed.values()) {
    const above = failure.soft ? undefined : aboveOf(failure.node)
    const proof = above === undefined ? undefined : proofOf(above, failure, lastChild)
    if (above === undefined || proof === undefined) continue
    explained.set(above.node, better(explained.get(above.node), { by: failure, proof }))
  }
  return explained
}

const passesOn: ReadonlySet<string> = new Set(['orchestration', 'agent'])

/**
 * Code between the steps that throws an error object which an earlier step had failed of: a node that was handed it in the state, an error handler. With
 * nothing failing beneath, it only passes that on.
 */
function rethrown(facts: RunFacts, explained: StepMap<Explanation>): ReadonlyMap<FailedStep, FailedStep> {
  const byRef = new Map<number, FailedStep[]>()
  const found = new Map<FailedStep, FailedStep>()
  for (const failure of facts.failed.values().toSorted((a, b) => a.node.order - b.node.order)) {
    if (failure.soft || failure.consequence || failure.node.step.status !== 'error') continue
    if (!passesOn.has(failure.node.step.type)) {
      for (const { errorRef } of linksOf(failure)) byRef.set(errorRef, [...(byRef.get(errorRef) ?? []), failure])
      continue
    }
    const before = explained.has(failure.node) ? [] : linksOf(failure).flatMap(({ errorRef }) => byRef.get(errorRef) ?? [])
    const thrown = before.findLast(({ node }) => lastMs(node) <= failure.node.startMs)
    if (thrown !== undefined) found.set(failure, thrown)
  }
  return found
}

/** Ties every failing container to the failing step beneath that explains it. */
export function tracePropagation(facts: RunFacts): Propagation {
  const explained = explain(facts)
  const origins = new StepMap<Origin>(facts.nodes.length)
  const absorbed = new Map<FailedStep, FailedStep>()
  const deepFirst = facts.failed.values().filter(({ node }) => explained.has(node)).sort((a, b) => b.node.depth - a.node.depth)
  for (const failure of deepFirst) {
    const step = explained.get(failure.node)
    if (step === undefined) continue
    const beneath = origins.get(step.by.node) ?? { origin: step.by, weakest: step.proof }
    const weakest = strength[step.proof] < strength[beneath.weakest] ? step.proof : beneath.weakest
    if (failure.node.step.type === 'retrieval' && beneath.origin.node.step.operation === 'embeddings') {
      absorbed.set(beneath.origin, failure)
      if (failure.classification.tier !== 'declared') failure.classification = { ...beneath.origin.classification, key: 'retrieval.embedding_failed' }
    } else origins.set(failure.node, { origin: beneath.origin, weakest })
  }
  const thrownBefore = rethrown(facts, explained)
  const originOf = (failure: FailedStep): Origin => {
    const beneath = origins.get(failure.node) ?? { origin: failure, weakest: 'identity' }
    const before = thrownBefore.get(beneath.origin)
    return before === undefined ? beneath : { origin: origins.get(before.node)?.origin ?? before, weakest: beneath.weakest }
  }
  return { originOf, absorbed }
}
