import type { DiagnosisRun, ErrorLink, FailureKey } from '@agenttracer/schema'
import { type Classification, classify } from '../classify/classify.ts'
import { runEvidence } from '../classify/evidence.ts'
import { type FailedStep, isSlip } from '../run/failures.ts'
import { linksOf, looksAlike, looksLikeCopy, rather } from '../run/propagation.ts'
import { isModelCall, lastMs, membersOf, type StepNode } from '../run/run-tree.ts'
import { answerBefore, answerReadBy, behindAnswer, causeInAnswer, lastLeaf, scopeOf } from './answers.ts'
import { type Candidates, type Cause, causeAt, choose, confidenceOf, sameTrouble } from './candidates.ts'
import { causeOfLimit, isLimit, mayBeLoop } from './limits.ts'

/** Errors that a parser or a schema raises. Alone they prove nothing; right after a good answer they most likely come from reading it. */
const readingErrors: ReadonlySet<string | undefined> = new Set(['SyntaxError', 'ZodError', '$ZodError'])

/** Steps whose error is, or is inside, the one that reached the caller; wrapped errors of those steps count as well. */
function carriers({ facts }: Candidates, links: readonly ErrorLink[]): readonly FailedStep[] {
  const failing = facts.failed.values().filter((failure) => failure.node.step.status === 'error')
  const found = new Set<FailedStep>()
  const seen = new Set(links.map((link) => link.errorRef))
  const open: number[] = []
  const add = (failure: FailedStep): void => {
    if (found.has(failure)) return
    found.add(failure)
    for (const { errorRef } of linksOf(failure)) {
      if (seen.has(errorRef)) continue
      seen.add(errorRef)
      open.push(errorRef)
    }
  }
  const caller = new Set(seen)
  for (const failure of failing) if (linksOf(failure).some((link) => caller.has(link.errorRef))) add(failure)
  const byRef = open.length === 0 ? undefined : indexByRef(failing)
  for (let ref = open.pop(); ref !== undefined; ref = open.pop()) byRef?.get(ref)?.forEach(add)
  const own = [...found].filter((failure) => !failure.consequence)
  return own.length > 0 ? own : [...found]
}

function indexByRef(failing: readonly FailedStep[]): ReadonlyMap<number, readonly FailedStep[]> {
  const byRef = new Map<number, FailedStep[]>()
  for (const failure of failing) {
    for (const { errorRef } of linksOf(failure)) {
      const known = byRef.get(errorRef)
      if (known === undefined) byRef.set(errorRef, [failure])
      else known.push(failure)
    }
  }
  return byRef
}

/**
 * Deepest first. An error object that several attempts threw belongs to the last of them; of steps that ran at the same time to the first, which
 * the others were stopped with.
 */
const deepest = (failures: readonly FailedStep[]): FailedStep | undefined =>
  failures.reduce<FailedStep | undefined>((best, failure) => {
    if (best === undefined || failure.node.depth > best.node.depth) return failure
    return failure.node.depth === best.node.depth ? rather(best, failure) : best
  }, undefined)

/** The failing step that the caller's error came from, if any step shows it. */
function carriedBy(candidates: Candidates, links: readonly ErrorLink[]): Cause & { readonly failure: FailedStep } | undefined {
  const { propagation, standing } = candidates
  const carrying = carriers(candidates, links)
  const identical = deepest(carrying)
  const stopper = identical?.consequence === false ? undefined : stoppedBy(candidates, [...links, ...carrying.flatMap(linksOf)])
  if (stopper !== undefined) return { ...causeAt(stopper, 'likely'), failure: stopper }
  if (identical !== undefined) {
    const { origin, weakest } = propagation.originOf(identical)
    const failure = propagation.absorbed.get(origin) ?? origin
    return { ...causeAt(failure, failure.recovered ? 'likely' : confidenceOf(weakest, candidates)), failure, ...(weakest === 'identity' ? { carried: true } : {}) }
  }
  const alike = standing.filter((failure) => !failure.consequence && looksAlike(links, linksOf(failure)))
  const failure = choose(alike)
  if (failure === undefined) return undefined
  const isCopy = looksLikeCopy(links, linksOf(failure))
  const isLast = isLastThing(candidates, failure, undefined)
  // Anything may throw an error of that class, and the run had gone on after the step's.
  if (!isCopy && !isLast) return undefined
  const isSole = alike.every((other) => sameTrouble(other, failure))
  return { ...causeAt(failure, isSole && isCopy && isLast ? confidenceOf('likeness', candidates) : 'likely'), failure }
}

/** The caller's error is only the end of work that was stopped for a sibling: what failed until then is the reason. */
function stoppedBy({ facts, standing }: Candidates, links: readonly ErrorLink[]): FailedStep | undefined {
  const refs = new Set(links.map(({ errorRef }) => errorRef))
  const stopped = facts.nodes.find(({ step: { signals } }) => signals?.flags.includes('sibling_cancelled') === true && signals.chain.some(({ errorRef }) => refs.has(errorRef)))
  return stopped === undefined ? undefined : choose(standing.filter(({ node, consequence }) => !consequence && lastMs(node) <= lastMs(stopped)))
}

/** Nothing ran after it: whatever stopped the run came right behind. */
const isLastThing = (candidates: Candidates, { node }: FailedStep, container: StepNode | undefined): boolean => {
  const last = lastLeaf(candidates, container)
  return last === undefined || last === node || last.startMs < lastMs(node)
}

/** A model was asked after it, so the agent had gone on; tools alone may be the host's own way of giving up: a rollback, an alarm. */
const wasAskedOn = (scope: readonly StepNode[], { node }: FailedStep): boolean => scope.some((each) => isModelCall(each.step) && each.startMs >= lastMs(node))

/** An error that only says where it was thrown, not why: a hand-written guard, a reader of an answer, a rethrow without cause. */
function behindException(candidates: Candidates, links: readonly ErrorLink[], container: StepNode | undefined): Cause | undefined {
  const reading = links.some((link) => readingErrors.has(link.errorClass))
  const read = reading && container !== undefined ? answerReadBy(candidates, container) : undefined
  if (read !== undefined) return causeInAnswer(candidates, read, 'model.invalid_output', 'likely')
  const scope = scopeOf(candidates, container)
  const guarded = causeOfLimit(candidates, scope)
  if (guarded !== undefined) return { ...guarded, confidence: 'likely' }
  const isInScope = membersOf(scope, candidates.facts.nodes)
  const failure = choose(candidates.standing.filter(({ node }) => isInScope(node) && node.step.signals?.flags.includes('sibling_cancelled') !== true))
  if (failure !== undefined && (isLastThing(candidates, failure, container) || !wasAskedOn(scope, failure))) return causeAt(failure, 'likely')
  const last = lastLeaf(candidates, container)
  if (last === undefined || last.step.status !== 'ok') return undefined
  const soft = candidates.facts.failed.get(last)
  if (soft?.soft) return causeAt(soft, 'likely')
  return reading && isModelCall(last.step) ? causeInAnswer(candidates, last, 'model.invalid_output', 'likely') : undefined
}

/** Refines a failing container or the run itself: limits, parsers and bare exceptions have their reason elsewhere. */
function refine(candidates: Candidates, cause: Cause, links: readonly ErrorLink[]): Cause {
  const container = cause.node ?? undefined
  const { key, tier } = cause.classification
  const holds = container === undefined || ['agent', 'orchestration', 'tool', 'guardrail'].includes(container.step.type)
  if (!holds || tier === 'declared') return cause
  if (isLimit(key)) {
    const reason = container?.step.type === 'tool' && container.children.length === 0 ? undefined : causeOfLimit(candidates, scopeOf(candidates, container))
    return reason ?? (mayBeLoop(candidates.facts) ? { ...cause, confidence: 'likely' } : cause)
  }
  if (key === 'model.invalid_output' && container?.step.type !== 'tool') {
    const answer = answerBefore(candidates, container)
    return answer === undefined ? cause : causeInAnswer(candidates, answer, key, cause.confidence)
  }
  if (key === 'orchestration.guardrail_input_blocked') return { ...cause, classification: placed(candidates, cause) }
  return key === 'orchestration.node_exception' ? (behindException(candidates, links, container) ?? cause) : cause
}

/** A check for personal data has one class for both sides: right after an answer it has read that. */
function placed({ facts }: Candidates, { node, classification }: Cause): Classification {
  if (classification.link?.errorClass !== 'PIIDetectionError') return classification
  const before = facts.leaves.findLast((leaf) => node === null || leaf.order < node.order)
  return before !== undefined && isModelCall(before.step) && before.step.status === 'ok' ? { ...classification, key: 'orchestration.guardrail_output_blocked' } : classification
}

/** What an answer that came can be blamed for; a call that never got through is another one. */
const ofAnswers: ReadonlySet<FailureKey> = new Set<FailureKey>([
  'model.invalid_output', 'model.output_truncated', 'model.content_filtered', 'model.refusal', 'model.empty_response', 'model.unknown_tool', 'model.invalid_tool_arguments',
])

const ofGuardrail = (key: string): boolean => key.startsWith('orchestration.guardrail_')

/** No step carries the caller's error, but its class says what happened: find the step that shows the same. */
function matching(candidates: Candidates, found: Classification): Cause {
  const { key } = found
  const { facts, standing } = candidates
  const same = standing.filter((failure) => failure.classification.key === key)
  const named = choose(same)
  if (named !== undefined) return causeAt(named, same.every((failure) => sameTrouble(failure, named)) ? confidenceOf('likeness', candidates) : 'likely')
  if (ofGuardrail(key)) {
    const tripped = facts.failed.values().filter(({ node, classification }) => node.step.type === 'guardrail' && ofGuardrail(classification.key))
    const guard = tripped.find((failure) => failure.classification.key === key) ?? tripped.at(-1)
    return { node: guard?.node ?? null, classification: placed(candidates, { node: guard?.node ?? null, classification: found, confidence: 'certain' }), confidence: tripped.length > 1 ? 'likely' : 'certain' }
  }
  if (ofAnswers.has(key)) {
    // A framework's complaint about an answer that says itself that it failed.
    const failed = standing.findLast(({ node }) => isModelCall(node.step))
    if (failed !== undefined && isLastThing(candidates, failed, undefined)) return causeAt(failed, confidenceOf('likeness', candidates))
    const slip = standing.findLast(isSlip)
    if (slip !== undefined && found.tier === 'class') return causeAt(slip, confidenceOf('likeness', candidates))
    const answer = answerBefore(candidates, undefined)
    const last = lastLeaf(candidates, undefined)
    if (answer !== undefined) return causeInAnswer(candidates, answer, key, answer === last ? confidenceOf('likeness', candidates) : 'likely')
  }
  if (key.startsWith('tool.') || key.startsWith('model.')) {
    const type = key.startsWith('tool.') ? 'tool' : 'model'
    const open = facts.nodes.findLast((node) => node.step.type === type && node.step.status === 'running')
    const node = open ?? facts.nodes.findLast((each) => each.step.type === type && each.children.length === 0) ?? null
    return { node, classification: found, confidence: 'likely' }
  }
  return { node: null, classification: found, confidence: candidates.openSteps ? 'likely' : 'certain' }
}

/** The caller's error was not recorded at all. */
function unexplained(candidates: Candidates): Cause {
  const { facts, standing, openSteps } = candidates
  const failure = choose(standing)
  if (failure !== undefined) {
    const sole = standing.every((other) => sameTrouble(other, failure))
    let ok = false
    for (let at = failure.node.parent; at !== undefined; at = at.parent) ok = ok || at.step.status === 'ok'
    return causeAt(failure, sole && !ok && !openSteps && isLastThing(candidates, failure, undefined) ? 'certain' : 'likely')
  }
  const behind = behindException(candidates, [], undefined)
  if (behind !== undefined) return behind
  const last = facts.nodes.findLast((node) => node.children.length === 0) ?? null
  return { node: last, classification: { key: 'orchestration.node_exception', tier: 'default' }, confidence: 'unknown' }
}

/** Why a failed run failed (failure-taxonomy.md section 4, rules 3 to 5 and 7). */
export function causeOfFailedRun(run: DiagnosisRun, candidates: Candidates): Cause {
  const cause = throughAnswer(findCause(run, candidates), candidates)
  return cause.classification.key === 'orchestration.deadline_exceeded' ? deadline(cause, candidates) : cause
}

/** Arguments that were cut with the answer: the answer is to blame, whatever then stopped the run. */
function throughAnswer(cause: Cause, candidates: Candidates): Cause {
  const shown = cause.node === null ? undefined : candidates.facts.failed.get(cause.node)
  return shown === undefined || shown.classification.key !== 'model.invalid_tool_arguments' || cause.declared ? cause : (behindAnswer(candidates, shown, cause.confidence) ?? cause)
}

function findCause(run: DiagnosisRun, candidates: Candidates): Cause {
  const links = run.signals?.chain ?? []
  if (run.signals === undefined || (links.length === 0 && run.signals.flags.length === 0)) return unexplained(candidates)
  const carried = carriedBy(candidates, links)
  if (carried !== undefined) {
    return { ...refine(candidates, carried, linksOf(carried.failure)), via: carried.failure }
  }
  const found: Classification = classify(runEvidence(run)) ?? { key: 'orchestration.node_exception', tier: 'default' }
  const onRun: Cause = { node: null, classification: found, confidence: candidates.openSteps || candidates.standing.length > 0 ? 'likely' : 'certain' }
  if (isLimit(found.key) || found.tier === 'default') return refine(candidates, onRun, links)
  return matching(candidates, found)
}

/** A deadline belongs to the run or node that it was set for, not to the step that happened to be running. */
function deadline(cause: Cause, { facts }: Candidates): Cause {
  const type = cause.node?.step.type
  if (cause.node === null || type === 'agent' || type === 'orchestration') return cause
  const via = facts.failed.get(cause.node)
  return { ...cause, node: null, ...(via === undefined ? {} : { via }) }
}
