import type { DiagnosisRun, FailureKey } from '@agenttracer/schema'
import { classify } from '../classify/classify.ts'
import { runEvidence } from '../classify/evidence.ts'
import type { FailedStep } from '../run/failures.ts'
import { sharesError } from '../run/propagation.ts'
import { instantMs, isModelCall, lastMs, type StepNode } from '../run/run-tree.ts'
import { behindAnswer, scopeOf } from './answers.ts'
import { type Candidates, type Cause, causeAt, causeOnRun, choose, sameTrouble } from './candidates.ts'
import { causeOfLimit, isLimit } from './limits.ts'

const ofCancelled: ReadonlySet<FailureKey | undefined> = new Set<FailureKey | undefined>(['orchestration.approval_rejected', 'orchestration.deadline_exceeded'])

/** Shown at the step that was running when the caller let go. */
export function causeOfCancelledRun(run: DiagnosisRun, { facts }: Candidates): Cause {
  const ownKey = classify(runEvidence(run))?.key
  const key: FailureKey = ofCancelled.has(ownKey) && ownKey !== undefined ? ownKey : 'orchestration.user_abort'
  if (key === 'orchestration.deadline_exceeded') return causeOnRun(key, 'certain')
  const declined = key === 'orchestration.approval_rejected' ? facts.nodes.findLast((node) => facts.failed.get(node)?.classification.key === key) : undefined
  const links = run.signals?.chain ?? []
  const wasRunning = (node: StepNode): boolean =>
    node.step.status === 'cancelled' || node.step.status === 'running' || facts.failed.get(node)?.consequence === true || (node.step.signals?.flags.includes('caller_aborted') ?? false) ||
    // The caller's own reason is any error; the step that shows it is the one that it stopped.
    (node.step.status === 'error' && sharesError(links, node.step.signals?.chain ?? []))
  const running = declined === undefined ? facts.leaves.filter(wasRunning) : [declined]
  return { node: running.at(-1) ?? null, classification: { key, tier: 'abort' }, confidence: running.length > 1 ? 'likely' : 'certain' }
}

/** Whether a model went on and answered after the step. */
const wasAnswered = ({ facts }: Candidates, { node }: FailedStep): boolean =>
  facts.nodes.some((each) => isModelCall(each.step) && each.step.status === 'ok' && each.startMs >= lastMs(node) && each.order > node.order)

/** A guardrail tripped, or a limit stopped the agent quietly, and no model answered after it. */
function blocked(candidates: Candidates): Cause | undefined {
  const { facts } = candidates
  const guard = facts.failed.values().findLast(({ node, classification }) => node.step.type === 'guardrail' && classification.key.startsWith('orchestration.guardrail_'))
  if (guard !== undefined && !wasAnswered(candidates, guard)) return causeAt(guard, 'certain')
  const limit = facts.failed.values().findLast(({ soft, classification }) => soft && isLimit(classification.key))
  return limit === undefined || wasAnswered(candidates, limit) ? undefined : (causeOfLimit(candidates, facts.nodes) ?? causeAt(limit, 'certain'))
}

/** A stop this soon after a step beside it had ended well was made by whoever had waited for the first of them, in milliseconds. */
const letGoWithinMs = 20

/** The loser of a race: told to stop as another step of its kind, which it ran beside, had ended well. */
const wasLetGo = ({ facts }: Candidates, { node, consequence }: FailedStep): boolean =>
  consequence && facts.nodes.some((won) => {
    const aheadMs = lastMs(node) - lastMs(won)
    return won.step.status === 'ok' && won.step.type === node.step.type && won.parent === node.parent && aheadMs >= 0 && aheadMs <= letGoWithinMs && lastMs(won) > node.startMs
  })

/** What should worry somebody about a run that ended well, in the order of failure-taxonomy.md section 4.6. */
export function causeOfDegradedRun(run: DiagnosisRun, candidates: Candidates): Cause | undefined {
  const { facts, openSteps } = candidates
  const sure = openSteps ? 'likely' : 'certain'
  // The caller had its result already and had not waited for what ended later: the loser of a race, work in the background.
  const endMs = run.endedAt === undefined ? Infinity : instantMs(run.endedAt)
  const inTime = (node: StepNode): boolean => lastMs(node) <= endMs
  const standing = candidates.standing.filter((failure) => inTime(failure.node) && !wasLetGo(candidates, failure))
  const failure = choose(standing)
  if (failure !== undefined) {
    const cause = causeAt(failure, standing.every((other) => sameTrouble(other, failure)) ? sure : 'likely')
    const answer = behindAnswer(candidates, failure, cause.confidence)
    if (answer !== undefined) return answer
    const reason = isLimit(cause.classification.key) && failure.node.children.length > 0 ? causeOfLimit(candidates, scopeOf(candidates, failure.node)) : undefined
    return reason === undefined ? cause : { ...reason, via: failure }
  }
  const lastAnswer = facts.nodes.findLast((node) => isModelCall(node.step) && inTime(node))
  const poor = lastAnswer === undefined ? undefined : facts.failed.get(lastAnswer)
  if (poor?.soft) return causeAt(poor, sure)
  const empty = facts.failed.values().filter(({ classification }) => classification.key === 'retrieval.no_results')
  const emptyHanded = choose(empty)
  if (emptyHanded !== undefined) return causeAt(emptyHanded, sure)
  const guard = blocked(candidates)
  if (guard !== undefined) return guard
  const quiet = classify(runEvidence(run))
  if (quiet === undefined) return undefined
  const reason = isLimit(quiet.key) ? causeOfLimit(candidates, facts.nodes) : undefined
  return reason ?? { node: null, classification: quiet, confidence: sure }
}
