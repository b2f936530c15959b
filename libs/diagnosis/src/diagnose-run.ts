import type { Diagnose, Diagnosis, DiagnosisRun, Failure, StepDiagnosis, StepRole, Verdict } from '@agenttracer/schema'
import { isFailureKey } from '@agenttracer/schema'
import { type Candidates, type Cause, findCandidates } from './cause/candidates.ts'
import { causeOfFailedRun } from './cause/failed-run.ts'
import { causeOfCancelledRun, causeOfDegradedRun } from './cause/other-runs.ts'
import { confidenceBeside, othersBeside } from './cause/others.ts'
import { classify } from './classify/classify.ts'
import { runEvidence } from './classify/evidence.ts'
import { toFailure } from './failure.ts'
import { fingerprintOf } from './fingerprint.ts'
import { type FailedStep, readRun } from './run/failures.ts'
import { tracePropagation } from './run/propagation.ts'
import { lastMs, membersOf, pathTo, type StepNode } from './run/run-tree.ts'

/** Raised with every change of the rules that can change a stored verdict: runs are then judged again, as after an edit of the catalogue. */
export const rulesVersion = 9

/** The caller named the cause by hand, as a code, a step or both. */
function declaredCause(run: DiagnosisRun, candidates: Candidates): Cause | undefined {
  const declared = isFailureKey(run.signals?.declared) ? run.signals.declared : undefined
  const node = run.declaredCauseStepId === undefined ? undefined : candidates.facts.nodes.find(({ step }) => step.stepId === run.declaredCauseStepId)
  const own = node === undefined ? undefined : candidates.facts.failed.get(node)
  if (declared !== undefined) {
    const shown = node ?? candidates.standing.findLast((failure) => failure.classification.key === declared)?.node ?? null
    return { node: shown, classification: { key: declared, tier: 'declared' }, confidence: 'certain', declared: true }
  }
  if (node === undefined) return undefined
  const classification = own?.classification ?? classify(runEvidence(run)) ?? { key: 'orchestration.node_exception', tier: 'default' }
  return { node, classification, confidence: 'certain', declared: true }
}

function findCause(run: DiagnosisRun, candidates: Candidates): Cause | undefined {
  switch (run.status) {
    case 'failed':
      return declaredCause(run, candidates) ?? causeOfFailedRun(run, candidates)
    case 'cancelled':
      return declaredCause(run, candidates) ?? causeOfCancelledRun(run, candidates)
    case 'success':
      return causeOfDegradedRun(run, candidates)
    default:
      return undefined
  }
}

function triesOf(cause: Cause, { facts }: Candidates): Pick<Verdict, 'attempts' | 'backoffMs'> {
  if (cause.node === null) return { attempts: { used: 1, max: null }, backoffMs: [] }
  const { nodes } = facts.attempts.of(cause.node)
  const allowed = nodes.map(({ step }) => step.maxAttempts ?? 0)
  const max = allowed.reduce((most, each) => Math.max(most, each), 0)
  const used = nodes.reduce((most, { step }) => Math.max(most, step.attempt), nodes.length)
  const backoffMs = nodes.slice(1).map((node, index) => {
    const before = nodes[index]
    return node.step.waitMs ?? (before === undefined ? 0 : Math.max(0, node.startMs - lastMs(before)))
  })
  return { attempts: { used, max: max === 0 ? null : Math.max(max, used) }, backoffMs }
}

function toVerdict(cause: Cause, candidates: Candidates): Verdict {
  const others = othersBeside(cause, candidates)
  return {
    key: cause.classification.key,
    rootCauseStepId: cause.node?.step.stepId ?? null,
    confidence: confidenceBeside(cause, others),
    path: cause.node === null ? [] : pathTo(cause.node).map(({ step }) => step.stepId),
    ...triesOf(cause, candidates),
    others,
  }
}

/** Its error came from beneath, or it stands above the cause. */
function isPropagated(failure: FailedStep, blamed: FailedStep | undefined, isAbove: (node: StepNode) => boolean, { propagation }: Candidates): boolean {
  if (failure.node.step.status !== 'error') return false
  return isAbove(failure.node) || (propagation.originOf(failure).origin !== failure && (blamed === undefined || propagation.originOf(failure).origin === blamed))
}

function diagnoseSteps(cause: Cause | undefined, candidates: Candidates): readonly StepDiagnosis[] {
  const { facts, propagation } = candidates
  const node = cause?.node ?? undefined
  const blamed = node === undefined ? undefined : facts.failed.get(node)
  const isAbove = membersOf(node === undefined ? [] : pathTo(node).slice(0, -1), facts.nodes)
  const roleOf = (failure: FailedStep): StepRole => {
    if (failure.recovered) return 'recovered'
    if (failure.soft) return 'none'
    return failure === cause?.via || isPropagated(failure, blamed, isAbove, candidates) ? 'propagated' : 'failed'
  }
  const steps: StepDiagnosis[] = []
  for (const each of facts.nodes) {
    const failure = facts.failed.get(each)
    if (each === node && cause !== undefined) {
      steps.push({ stepId: each.step.stepId, role: 'root_cause', failure: toFailure(cause.classification, each.step.signals, each.step) })
      continue
    }
    if (failure === undefined) continue
    const { origin } = propagation.originOf(failure)
    const from = failure.classification.tier === 'declared' ? failure : origin
    steps.push({ stepId: each.step.stepId, role: roleOf(failure), failure: toFailure(from.classification, from.node.step.signals, from.node.step) })
  }
  return steps
}

function failureOfRun(run: DiagnosisRun, cause: Cause): Failure {
  const step = cause.node?.step
  return toFailure(cause.classification, step?.signals ?? run.signals, step ?? null)
}

/**
 * Why the run ended as it did. Pure, total, and the same for the same rows in any order; a later catalogue run over the same rows
 * reclassifies them.
 */
export const diagnoseRun: Diagnose = (run, steps): Diagnosis => {
  const facts = readRun(steps)
  const candidates = findCandidates(facts, tracePropagation(facts))
  const cause = findCause(run, candidates)
  const failure = cause === undefined ? null : failureOfRun(run, cause)
  return {
    verdict: cause === undefined ? null : toVerdict(cause, candidates),
    failure,
    degraded: run.status === 'success' && cause !== undefined,
    fingerprint: cause === undefined ? null : fingerprintOf(run.agentId, cause.classification.key, cause.node?.step ?? null, failure?.httpStatus),
    steps: diagnoseSteps(cause, candidates),
  }
}
