import type { DiagnosisStep, Operation, StepId } from '@agenttracer/schema'
import { hasModelFacts } from '../classify/evidence.ts'
import { Numbering, paired } from './numbering.ts'

/** A step in its run. */
export interface StepNode {
  readonly step: DiagnosisStep
  /** Place in the order of reading: startedAt, seq, stepId. */
  readonly order: number
  readonly startMs: number
  /** Undefined while it runs, or when no end was recorded. */
  readonly endMs: number | undefined
  children: readonly StepNode[]
  /** How many model calls had started before it: tools of one model answer share a turn. */
  readonly turn: number
  parent: StepNode | undefined
  depth: number
  /** Equal for steps of one type and name. */
  nameId: number
  /** Equal for steps of one place: where a further model call answers instead of a failed one. */
  place: number
}

/** The day read last: nearly all instants of a run lie in one. */
const day = { date: 'none', ms: 0 }
const twoDigits = (text: string, at: number): number => (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48

/** Milliseconds of an instant; `Date.parse` alone would be a third of the time that a long run takes to diagnose. */
export function instantMs(instant: string): number {
  if (instant.length !== 24 || !instant.endsWith('Z')) return Number.isNaN(Date.parse(instant)) ? 0 : Date.parse(instant)
  if (!instant.startsWith(day.date)) {
    day.date = instant.slice(0, 10)
    const parsed = Date.parse(day.date)
    day.ms = Number.isNaN(parsed) ? 0 : parsed
  }
  const seconds = (twoDigits(instant, 11) * 60 + twoDigits(instant, 14)) * 60 + twoDigits(instant, 17)
  return day.ms + seconds * 1000 + (instant.charCodeAt(20) - 48) * 100 + twoDigits(instant, 21)
}

function endMsOf(step: DiagnosisStep, startMs: number): number | undefined {
  if (step.endedAt !== undefined) return Math.max(startMs, instantMs(step.endedAt))
  return step.durationMs === undefined || step.status === 'running' ? undefined : startMs + step.durationMs
}

/** What models are called for beside answers: they go into one, or come out of one. */
const besideAnswers: readonly (Operation | undefined)[] = ['embeddings', 'image', 'audio', 'check']

/** 0 for a call that produces an answer, else a number for what it is called for. */
export const sideOf = (step: DiagnosisStep): number => besideAnswers.indexOf(step.operation) + 1
export const sideCount = besideAnswers.length

/** A call that produces an answer. */
export const isModelCall = (step: DiagnosisStep): boolean =>
  sideOf(step) === 0 && (step.type === 'model' || ((step.type === 'plan' || step.type === 'respond') && hasModelFacts(step)))

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const unset = -1
/** Stands for the children of a leaf, so that a long run does not make thousands of empty lists. */
const noChildren: readonly StepNode[] = []

/** A step whose parent is not known lies beneath something: deeper than any step whose way to the top is. */
const lostDepth = 1_000_000

function settle(node: StepNode, parent: StepNode | undefined): void {
  node.parent = parent
  node.depth = parent === undefined ? (node.step.parentStepId === undefined ? 0 : lostDepth) : parent.depth + 1
}

/** Parents as recorded; a parent that is missing, or that would close a circle, is none. */
function linkParents(nodes: readonly StepNode[], byId: ReadonlyMap<StepId, StepNode>): void {
  const parentOf = ({ step }: StepNode): StepNode | undefined => (step.parentStepId === undefined ? undefined : byId.get(step.parentStepId))
  for (const start of nodes) {
    if (start.depth !== unset) continue
    let above = parentOf(start)
    // Nearly every step: no path is kept for it.
    if (above === undefined || above.depth !== unset) {
      settle(start, above)
      continue
    }
    const path = [start]
    const onPath = new Set(path)
    while (above !== undefined && above.depth === unset && !onPath.has(above)) {
      path.push(above)
      onPath.add(above)
      above = parentOf(above)
    }
    let parent = above !== undefined && onPath.has(above) ? undefined : above
    for (let at = path.length - 1; at >= 0; at--) {
      const node = path[at]
      if (node === undefined) continue
      settle(node, parent)
      parent = node
    }
  }
  for (const node of nodes) {
    const { parent } = node
    if (parent === undefined) continue
    if (parent.children === noChildren) parent.children = [node]
    else (parent.children as StepNode[]).push(node)
  }
}

/** Places of steps by start, then seq, then id. Numbers beside each other are sorted in half the time of objects here and there. */
function readingOrder(steps: readonly DiagnosisStep[], starts: Float64Array): Uint32Array {
  const compareSteps = (a: DiagnosisStep | undefined, b: DiagnosisStep | undefined): number => (a === undefined || b === undefined ? 0 : a.seq - b.seq || compareText(a.stepId, b.stepId))
  return Uint32Array.from(steps.keys()).sort((a, b) => (starts[a] ?? 0) - (starts[b] ?? 0) || compareSteps(steps[a], steps[b]))
}

/** All steps of a run in the order of reading, tied to their parents. Independent of the order they come in. */
export function buildTree(steps: readonly DiagnosisStep[]): readonly StepNode[] {
  const starts = Float64Array.from(steps, (step) => instantMs(step.startedAt))
  const byId = new Map<StepId, StepNode>()
  const nodes: StepNode[] = []
  let turn = 0
  for (const at of readingOrder(steps, starts)) {
    const step = steps[at]
    if (step === undefined || byId.has(step.stepId)) continue
    const startMs = starts[at] ?? 0
    const node: StepNode = {
      step, startMs, endMs: endMsOf(step, startMs), order: nodes.length, turn, children: noChildren, parent: undefined, depth: unset, nameId: unset, place: unset,
    }
    byId.set(step.stepId, node)
    nodes.push(node)
    if (isModelCall(step)) turn += 1
  }
  linkParents(nodes, byId)
  numberPlaces(nodes)
  return nodes
}

/** LangGraph's name for the handler that a node has for its errors: whatever it asks is asked in the node's place. */
const errorHandlerOf = /^__error_handler__/

function numberPlaces(nodes: readonly StepNode[]): void {
  const names = new Map<string, Map<string, number>>()
  let named = 0
  const around = new Numbering<string | undefined>()
  const lost = new Numbering<string>()
  const places = new Numbering<number>()
  for (const node of nodes) {
    const { type, name, parentStepId } = node.step
    let ofType = names.get(type)
    if (ofType === undefined) names.set(type, (ofType = new Map()))
    const known = ofType.get(name)
    if (known === undefined) ofType.set(name, named)
    node.nameId = known ?? named++
    const above = node.parent === undefined ? (parentStepId === undefined ? 0 : nodes.length + 1 + lost.of(parentStepId)) : node.parent.order + 1
    node.place = places.of(paired(above, around.of(node.step.node?.replace(errorHandlerOf, ''))))
  }
}

/** From the top of the run down to the step. */
export function pathTo(node: StepNode): readonly StepNode[] {
  const path: StepNode[] = []
  for (let at: StepNode | undefined = node; at !== undefined; at = at.parent) path.push(at)
  return path.reverse()
}

/** Every step beneath another, in the order of reading. Each is looked at once: asking every step of a deep run for its way up is not. */
export function allBeneath(container: StepNode): readonly StepNode[] {
  const found = [...container.children]
  // Grows while it is walked.
  for (const node of found) for (const child of node.children) found.push(child)
  return found.sort((a, b) => a.order - b.order)
}

/** Whether a step is among some of a run's. */
export function membersOf(some: readonly StepNode[], all: readonly StepNode[]): (node: StepNode) => boolean {
  if (some === all) return () => true
  const marks = new Uint8Array(all.length)
  for (const { order } of some) marks[order] = 1
  return ({ order }) => marks[order] === 1
}

export function isBeneath(node: StepNode, ancestor: StepNode): boolean {
  let at: StepNode | undefined = node
  while (at !== undefined && at.depth > ancestor.depth) at = at.parent
  return at === ancestor
}

/** When it stopped, as far as known: what has not ended counts by its start. */
export const lastMs = (node: StepNode): number => node.endMs ?? node.startMs
