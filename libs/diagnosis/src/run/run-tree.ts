import type { DiagnosisStep, StepId } from '@agenttracer/schema'
import { hasModelFacts } from '../classify/evidence.ts'

/** A step in its run. */
export interface StepNode {
  readonly step: DiagnosisStep
  /** Place in the order of reading: startedAt, seq, stepId. */
  readonly order: number
  readonly startMs: number
  /** Undefined while it runs, or when no end was recorded. */
  readonly endMs: number | undefined
  readonly children: StepNode[]
  /** How many model calls had started before it: tools of one model answer share a turn. */
  readonly turn: number
  parent: StepNode | undefined
  depth: number
}

const instantMs = (instant: string): number => {
  const ms = Date.parse(instant)
  return Number.isNaN(ms) ? 0 : ms
}

function endMsOf(step: DiagnosisStep, startMs: number): number | undefined {
  if (step.endedAt !== undefined) return Math.max(startMs, instantMs(step.endedAt))
  return step.durationMs === undefined || step.status === 'running' ? undefined : startMs + step.durationMs
}

/** A call that produces an answer: embeddings are model steps too, but nothing is asked of them. */
export const isModelCall = (step: DiagnosisStep): boolean =>
  step.operation !== 'embeddings' && (step.type === 'model' || ((step.type === 'plan' || step.type === 'respond') && hasModelFacts(step)))

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Parents as recorded; a parent that is missing, or that would close a circle, is none. */
function linkParents(nodes: readonly StepNode[], byId: ReadonlyMap<StepId, StepNode>): void {
  const settled = new Set<StepNode>()
  for (const start of nodes) {
    const path: StepNode[] = []
    const onPath = new Set<StepNode>()
    let node: StepNode | undefined = start
    while (node !== undefined && !settled.has(node) && !onPath.has(node)) {
      path.push(node)
      onPath.add(node)
      node = node.step.parentStepId === undefined ? undefined : byId.get(node.step.parentStepId)
    }
    let above: StepNode | undefined = node !== undefined && onPath.has(node) ? undefined : node
    for (const each of path.toReversed()) {
      each.parent = above
      each.depth = above === undefined ? 0 : above.depth + 1
      settled.add(each)
      above = each
    }
  }
  for (const node of nodes) node.parent?.children.push(node)
}

/** All steps of a run in the order of reading, tied to their parents. Independent of the order they come in. */
export function buildTree(steps: readonly DiagnosisStep[]): readonly StepNode[] {
  const started = steps.map((step) => ({ step, startMs: instantMs(step.startedAt) }))
  started.sort((a, b) => a.startMs - b.startMs || a.step.seq - b.step.seq || compareText(a.step.stepId, b.step.stepId))
  const byId = new Map<StepId, StepNode>()
  let turn = 0
  for (const { step, startMs } of started) {
    if (byId.has(step.stepId)) continue
    byId.set(step.stepId, { step, startMs, endMs: endMsOf(step, startMs), order: byId.size, turn, children: [], parent: undefined, depth: 0 })
    if (isModelCall(step)) turn += 1
  }
  const nodes = [...byId.values()]
  linkParents(nodes, byId)
  return nodes
}

/** From the top of the run down to the step. */
export function pathTo(node: StepNode): readonly StepNode[] {
  const path: StepNode[] = []
  for (let at: StepNode | undefined = node; at !== undefined; at = at.parent) path.push(at)
  return path.reverse()
}

export function isBeneath(node: StepNode, ancestor: StepNode): boolean {
  let at: StepNode | undefined = node
  while (at !== undefined && at.depth > ancestor.depth) at = at.parent
  return at === ancestor
}

/** When it stopped, as far as known: what has not ended counts by its start. */
export const lastMs = (node: StepNode): number => node.endMs ?? node.startMs
