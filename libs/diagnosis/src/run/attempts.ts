import type { StepId } from '@agenttracer/schema'
import { Numbering, paired } from './numbering.ts'
import { isModelCall, lastMs, type StepNode } from './run-tree.ts'
import { StepMap } from './step-map.ts'

/** The attempts of one logical call, in order. */
export interface Attempts {
  readonly nodes: StepNode[]
}

/** The calls of tools that belong to one model answer. */
interface Turn {
  /** How many calls the answer asked for; undefined when not recorded. */
  readonly asked: number | undefined
  made: number
}

export interface AttemptMap {
  readonly of: (node: StepNode) => Attempts
  /** Undefined for a step that nobody is known to have tried twice. */
  readonly several: (node: StepNode) => Attempts | undefined
  /**
   * Whether a later step, known to start after an earlier failing one of the same name ended, is another try of it rather than a second call
   * that the same model answer asked for.
   */
  readonly isRetry: (later: StepNode) => boolean
  /** The other calls of its model in its place that a failing one ran beside (a batch, a fan-out): a later one of them answers another question. */
  readonly besides: (failed: StepNode) => readonly StepNode[]
}

type Groups = StepMap<Attempts>

/** Groups that the SDK recorded. A step alone in its group is left out. */
function explicitGroups(nodes: readonly StepNode[]): Groups {
  const groups: Groups = new StepMap<Attempts>(nodes.length)
  const retries = nodes.filter(({ step }) => step.retryGroup !== undefined && step.retryGroup !== step.stepId)
  if (retries.length === 0) return groups
  const byId = new Map<StepId | undefined, StepNode[]>(retries.map(({ step }) => [step.retryGroup, []]))
  for (const node of nodes) byId.get(node.step.retryGroup ?? node.step.stepId)?.push(node)
  for (const members of byId.values()) {
    const attempts = { nodes: members.sort((a, b) => a.step.attempt - b.step.attempt || a.order - b.order) }
    for (const node of members) groups.set(node, attempts)
  }
  return groups
}

const isFirst = (node: StepNode, groups: Groups): boolean => (groups.get(node)?.nodes[0] ?? node) === node

function countTurns(nodes: readonly StepNode[], groups: Groups): ReadonlyMap<number, Turn> {
  const turns = new Map<number, Turn>()
  for (const node of nodes) {
    if (isModelCall(node.step) && node.step.status === 'ok') turns.set(node.turn + 1, { asked: node.step.toolCallCount, made: 0 })
    const turn = node.step.type === 'tool' && isFirst(node, groups) ? turns.get(node.turn) : undefined
    if (turn !== undefined) turn.made += 1
  }
  return turns
}

/** Same step, same place; but for models also the same turn. */
const laneNumbers = (): ((node: StepNode) => number) => {
  const lanes = new Numbering<number>()
  return (node) => paired(lanes.of(paired(node.nameId, node.place)), node.step.type === 'model' ? 0 : node.turn + 1)
}

/**
 * Where a host or framework retried without saying so: the same step in the same place again, right after it failed. Adds those to the groups.
 */
function joinUnsaid(nodes: readonly StepNode[], groups: Groups, isRetry: (later: StepNode, failed: StepNode) => boolean): void {
  /** By lane, the group whose last attempt failed. */
  const failing = new Map<number, Attempts>()
  const names = new Set<number>()
  const laneOf = laneNumbers()
  for (const node of nodes) {
    if (node.step.status === 'error') names.add(node.nameId)
    else if (!names.has(node.nameId)) continue
    if (!isFirst(node, groups)) continue
    const lane = laneOf(node)
    const before = failing.get(lane)
    const own = groups.get(node) ?? { nodes: [node] }
    const last = before?.nodes.at(-1)
    const follows = last?.endMs !== undefined && last.endMs <= node.startMs && isRetry(node, last)
    const group = before !== undefined && follows ? before : own
    if (before !== undefined && follows) {
      for (const member of own.nodes) before.nodes.push(member)
      for (const member of [...own.nodes, before.nodes[0] ?? node]) groups.set(member, before)
    }
    if (group.nodes.at(-1)?.step.status === 'error') failing.set(lane, group)
    else failing.delete(lane)
  }
}

const none: readonly StepNode[] = []

/** Model calls that overlap another call of their model in their place that is no attempt of the same; only the failing ones are looked at. */
function fannedOut(nodes: readonly StepNode[], groups: Groups): (failed: StepNode) => readonly StepNode[] {
  const lanes = new Map<number, StepNode[]>()
  const laneOf = laneNumbers()
  const isAsked = new Set<number>()
  for (const { step, nameId } of nodes) if (step.status === 'error' && (step.type === 'model' || isModelCall(step))) isAsked.add(nameId)
  for (const node of isAsked.size === 0 ? [] : nodes) {
    if (!isAsked.has(node.nameId)) continue
    const lane = laneOf(node)
    const known = lanes.get(lane)
    if (known === undefined) lanes.set(lane, [node])
    else known.push(node)
  }
  const several = new StepMap<readonly StepNode[]>(nodes.length)
  for (const members of lanes.values()) markOverlaps(members, groups, several)
  return (failed) => several.get(failed) ?? none
}

/** In the order of reading, which is that of the start: whatever starts before the latest end so far runs beside something. */
function markOverlaps(members: readonly StepNode[], groups: Groups, several: StepMap<readonly StepNode[]>): void {
  let longest: StepNode | undefined
  for (const node of members) {
    const isBeside = longest !== undefined && node.startMs < lastMs(longest) && (groups.get(longest) === undefined || groups.get(longest) !== groups.get(node))
    if (isBeside && longest !== undefined) {
      several.set(longest, members)
      several.set(node, members)
    }
    if (longest === undefined || lastMs(node) > lastMs(longest)) longest = node
  }
}

/** Groups attempts: as recorded, and by reading where nothing was recorded. */
export function groupAttempts(nodes: readonly StepNode[]): AttemptMap {
  const groups = explicitGroups(nodes)
  const besides = fannedOut(nodes, groups)
  const turns = countTurns(nodes, groups)
  const isRetry = (later: StepNode): boolean => {
    if (later.step.type !== 'tool') return true
    if (later.step.repeatCount === 1) return false
    const turn = turns.get(later.turn)
    return turn?.asked === undefined || turn.made > turn.asked
  }
  joinUnsaid(nodes, groups, (later, failed) => isRetry(later) && besides(failed).length === 0)
  const of = (node: StepNode): Attempts => {
    const known = groups.get(node)
    if (known !== undefined) return known
    const alone = { nodes: [node] }
    groups.set(node, alone)
    return alone
  }
  return { of, several: (node) => groups.get(node), isRetry, besides }
}
