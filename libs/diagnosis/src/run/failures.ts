import { type DiagnosisStep, splitFailureKey } from '@agenttracer/schema'
import { type Classification, classify } from '../classify/classify.ts'
import { isPlainlyGood, stepEvidence } from '../classify/evidence.ts'
import { StepMap } from './step-map.ts'
import { type AttemptMap, groupAttempts } from './attempts.ts'
import { buildTree, isModelCall, lastMs, sideCount, sideOf, type StepNode } from './run-tree.ts'

/** A step that failed, or that ended well in a way that should worry somebody. */
export interface FailedStep {
  readonly node: StepNode
  classification: Classification
  /** Shows only in a fact (finish reason, refusal, no documents, a tripped guardrail): the step itself did its work. */
  readonly soft: boolean
  /** Stopped because of something else: never a cause. */
  readonly consequence: boolean
  recovered: boolean
}

export interface RunFacts {
  readonly nodes: readonly StepNode[]
  readonly attempts: AttemptMap
  readonly failed: Failed
  /** Steps that have no step beneath them, in the order of reading. */
  readonly leaves: readonly StepNode[]
}

const abortClasses: ReadonlySet<string | undefined> = new Set(['AbortError', 'RequestAbortedError'])
const abortCodes: ReadonlySet<string | undefined> = new Set(['ABORT_ERR', 'ERR_CANCELED', 'UND_ERR_ABORTED'])

/**
 * It was told to stop; what told it so is the cause. An abort deep in the chain of an error that says more (a client's own timeout) is not
 * meant: then another code was found.
 */
function wasAborted({ signals }: DiagnosisStep, { key, tier, link }: Classification): boolean {
  if (signals === undefined) return false
  if (key === 'orchestration.user_abort' || signals.flags.includes('sibling_cancelled')) return true
  return tier === 'guess' && (abortClasses.has(link?.errorClass) || abortCodes.has(link?.errorCode) || abortCodes.has(link?.errno))
}

const softTiers: ReadonlySet<string> = new Set(['shape', 'run'])

/** Good steps of one name (or of one place, for models), for the question whether a later one made up for a failure. */
interface Lane {
  lastOk: StepNode
  /** Those of each name, in the order of reading. */
  readonly ofName: Map<number, StepNode[]>
  /** Start of the last one that may be a retry, per turn. */
  readonly retryStartMs: Map<number, number>
}

const laneKinds = sideCount + 2
const answersIn = (place: number): number => place * laneKinds

/** Models do the same work for each other in one place; everything else by its name. */
const laneOf = ({ step, place, nameId }: StepNode): number => {
  if (isModelCall(step)) return answersIn(place)
  return step.type === 'model' ? place * laneKinds + sideOf(step) : nameId * laneKinds + laneKinds - 1
}

type Failed = Pick<StepMap<FailedStep>, 'get' | 'values'>

/** It did its work, even if its answer is poor or calls a tool wrongly. */
function isGood(node: StepNode, failed: Failed): boolean {
  const failure = failed.get(node)
  return node.step.status === 'ok' && (failure === undefined || failure.soft || isSlip(failure))
}

function okLanes(nodes: readonly StepNode[], failed: Failed, attempts: AttemptMap): ReadonlyMap<number, Lane> {
  const lanes = new Map<number, Lane>()
  const asked = new Set(failed.values().flatMap(({ node }) => (node.step.operation === 'parse' ? [laneOf(node), answersIn(node.place)] : [laneOf(node)])))
  for (const node of nodes) {
    const lane = laneOf(node)
    if (!asked.has(lane) || !isGood(node, failed)) continue
    const known = lanes.get(lane) ?? { lastOk: node, ofName: new Map<number, StepNode[]>(), retryStartMs: new Map<number, number>() }
    if (known.lastOk === node) lanes.set(lane, known)
    known.lastOk = node
    const same = known.ofName.get(node.nameId)
    if (same === undefined) known.ofName.set(node.nameId, [node])
    else same.push(node)
    if (attempts.isRetry(node)) known.retryStartMs.set(node.turn, node.startMs)
  }
  return lanes
}

/** A later good step of the same name, or another model in the same place, made up for it. */
function madeUpFor(node: StepNode, lane: Lane | undefined): boolean {
  if (lane === undefined || lane.lastOk.order < node.order) return false
  const endMs = node.endMs ?? node.startMs
  if (lane.lastOk.startMs < endMs) return false
  if (node.step.type !== 'tool' || lane.lastOk.turn > node.turn) return true
  return (lane.retryStartMs.get(node.turn) ?? -1) >= endMs
}

/** The model called a tool wrongly: a later answer whose tool call worked makes up for it. */
const slips: ReadonlySet<string> = new Set(['model.unknown_tool', 'model.invalid_tool_arguments'])
export const isSlip = (failure: FailedStep): boolean => slips.has(failure.classification.key)

/**
 * The host caught that an agent had failed of its model, and another agent went on in its place: a fallback by hand. What a tool failed of
 * is made up for by tools alone.
 */
function agentsAnsweredFor(nodes: readonly StepNode[], failed: Failed): (failure: FailedStep) => boolean {
  const lastOk = new Map<number, StepNode>()
  for (const node of nodes) if (node.step.type === 'agent' && node.step.status === 'ok') lastOk.set(node.place, node)
  if (lastOk.size === 0) return () => false
  const refsOf = ({ node }: FailedStep): readonly number[] => (node.step.signals?.chain ?? []).map(({ errorRef }) => errorRef)
  const ofModels = new Set(failed.values().filter(({ node }) => node.step.type === 'model').flatMap(refsOf))
  return (failure) => {
    const { step, place } = failure.node
    return step.type === 'agent' && step.status === 'error' && (lastOk.get(place)?.startMs ?? -1) >= lastMs(failure.node) && refsOf(failure).some((ref) => ofModels.has(ref))
  }
}

interface Later {
  readonly lanes: ReadonlyMap<number, Lane>
  readonly lastGoodTool: StepNode | undefined
  readonly besides: AttemptMap['besides']
}

function isRecovered(failure: FailedStep, { lanes, lastGoodTool, besides }: Later): boolean {
  const { node } = failure
  if (slips.has(failure.classification.key) && (isModelCall(node.step) || failure.classification.key === 'model.unknown_tool')) {
    const answeredIn = isModelCall(node.step) ? node.turn + 1 : node.turn
    return lastGoodTool !== undefined && lastGoodTool.turn > answeredIn
  }
  // What could not be read was asked for again in its place. Whether the further answer could be read, its own parser tells.
  if (node.step.operation === 'parse' && madeUpFor(node, lanes.get(answersIn(node.place)))) return true
  const lane = lanes.get(laneOf(node))
  const others = besides(node)
  return others.length === 0 ? madeUpFor(node, lane) : answeredFor(node, lane, others)
}

/** From here on a pause is more than what lies between a failure and the fallback for it. */
const pauseMs = 10

/**
 * Another model answered in its place; a later call of its own model is another item's. One that began when the last of them all had stopped, and
 * long after the failing one had, was made of what had come: it does not stand in for what had not.
 */
function answeredFor(failed: StepNode, lane: Lane | undefined, others: readonly StepNode[]): boolean {
  if (lane === undefined) return false
  const failedMs = lastMs(failed)
  const overMs = others.reduce((latest, other) => Math.max(latest, lastMs(other)), failedMs)
  const isOfAll = ({ startMs }: StepNode): boolean => overMs <= startMs && overMs - failedMs > Math.max(pauseMs, startMs - overMs)
  const standsIn = (ok: StepNode): boolean => ok.order > failed.order && ok.startMs >= failedMs && !isOfAll(ok)
  return [...lane.ofName].some(([name, answers]) => name !== failed.nameId && answers.some(standsIn))
}

function markRecovered(nodes: readonly StepNode[], failed: Failed, attempts: AttemptMap): void {
  const later = {
    lanes: okLanes(nodes, failed, attempts),
    besides: attempts.besides,
    lastGoodTool: nodes.findLast((node) => node.step.type === 'tool' && isGood(node, failed)),
  }
  const isAnsweredFor = agentsAnsweredFor(nodes, failed)
  for (const failure of failed.values()) {
    if (failure.soft) continue
    const last = attempts.of(failure.node).nodes.at(-1)
    failure.recovered = (last !== undefined && last !== failure.node && isGood(last, failed)) || isRecovered(failure, later) || isAnsweredFor(failure)
  }
  spreadRecovery(nodes, failed)
}

/** A container that was done over takes what failed inside its first try with it. */
function spreadRecovery(nodes: readonly StepNode[], failed: Failed): void {
  const redone = new StepMap<boolean>(nodes.length)
  const inRedone = (node: StepNode | undefined): boolean => {
    const path: StepNode[] = []
    let at = node
    while (at !== undefined && !redone.has(at)) {
      path.push(at)
      at = at.parent
    }
    let known = at === undefined ? false : (redone.get(at) ?? false)
    for (const each of path.reverse()) {
      known = known || (failed.get(each)?.recovered ?? false)
      redone.set(each, known)
    }
    return known
  }
  for (const failure of failed.values()) if (inRedone(failure.node.parent)) failure.recovered = true
}

/** Zero documents count only when no later retrieval of that name, nor one that ran at the same time, found any. */
function emptyRetrievals(nodes: readonly StepNode[]): readonly StepNode[] {
  const counted = nodes.filter(({ step }) => step.type === 'retrieval' && step.status === 'ok' && step.documentCount !== undefined)
  const foundUntil = new Map<string, number>()
  for (const node of counted) {
    const { name, documentCount = 0 } = node.step
    if (documentCount > 0) foundUntil.set(name, Math.max(foundUntil.get(name) ?? 0, lastMs(node)))
  }
  const lastFound = new Map(counted.filter(({ step }) => step.documentCount !== 0).map((node) => [node.step.name, node.order]))
  return counted.filter(({ step, order, startMs }) => step.documentCount === 0 && (lastFound.get(step.name) ?? -1) < order && (foundUntil.get(step.name) ?? 0) <= startMs)
}

/** What a service does not give; any other answer of it is an answer, such as that there is no such order. */
const unserved: ReadonlySet<string> = new Set(['timeout', 'rate_limited', 'auth_failed', 'upstream_error', 'connection_failed'])

/**
 * A tool or retriever that returned although its own last request came to nothing. Whether that mattered is not known: a guess. A request
 * that was only told to stop is none.
 */
function wentWithout({ step, turn }: StepNode): Classification | undefined {
  const links = step.status === 'ok' && (step.type === 'tool' || step.type === 'retrieval') ? (step.signals?.chain ?? []) : []
  if (links.length === 0) return undefined
  const found = classify({ ...stepEvidence(step, turn > 0), ok: false, links })
  return found !== undefined && found.tier !== 'guess' && unserved.has(splitFailureKey(found.key).code) ? { ...found, tier: 'guess' } : undefined
}

const mayFail: ReadonlySet<string> = new Set(['ok', 'error'])

/** Classifies every step, groups attempts and finds what was recovered. */
export function readRun(steps: readonly DiagnosisStep[]): RunFacts {
  const nodes = buildTree(steps)
  const attempts = groupAttempts(nodes)
  const failed = new StepMap<FailedStep>(nodes.length)
  for (const node of nodes) {
    if (!mayFail.has(node.step.status) || isPlainlyGood(node.step)) continue
    const classification = classify(stepEvidence(node.step, node.turn > 0)) ?? wentWithout(node)
    if (classification === undefined) continue
    const soft = node.step.status === 'ok' && softTiers.has(classification.tier)
    failed.set(node, { node, classification, soft, consequence: node.step.status === 'error' && wasAborted(node.step, classification), recovered: false })
  }
  for (const node of emptyRetrievals(nodes)) {
    if (!failed.has(node)) failed.set(node, { node, classification: { key: 'retrieval.no_results', tier: 'run' }, soft: true, consequence: false, recovered: false })
  }
  if (failed.values().some((failure) => !failure.soft)) markRecovered(nodes, failed, attempts)
  return { nodes, attempts, failed, leaves: nodes.filter((node) => node.children.length === 0) }
}

