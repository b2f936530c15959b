import type { StepId } from '@agenttracer/schema'
import { isModelCall, type StepNode } from './run-tree.ts'

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
  /**
   * Whether a later step, known to start after an earlier failing one of the same name ended, is another try of it rather than a second call
   * that the same model answer asked for.
   */
  readonly isRetry: (later: StepNode) => boolean
}

/** Same place: where a further model call answers instead of a failed one. */
export const placeOf = (node: StepNode): string => `${node.step.parentStepId ?? ''} ${node.step.node ?? ''}`

function explicitGroups(nodes: readonly StepNode[]): Map<StepNode, Attempts> {
  const byId = new Map<StepId, StepNode[]>()
  for (const node of nodes) {
    const id = node.step.retryGroup ?? node.step.stepId
    const group = byId.get(id)
    if (group === undefined) byId.set(id, [node])
    else group.push(node)
  }
  const groups = new Map<StepNode, Attempts>()
  for (const members of byId.values()) {
    const attempts = { nodes: members.sort((a, b) => a.step.attempt - b.step.attempt || a.order - b.order) }
    for (const node of members) groups.set(node, attempts)
  }
  return groups
}

function countTurns(nodes: readonly StepNode[], groups: ReadonlyMap<StepNode, Attempts>): ReadonlyMap<number, Turn> {
  const turns = new Map<number, Turn>()
  for (const node of nodes) {
    if (isModelCall(node.step) && node.step.status === 'ok') turns.set(node.turn + 1, { asked: node.step.toolCallCount, made: 0 })
    const turn = node.step.type === 'tool' && groups.get(node)?.nodes[0] === node ? turns.get(node.turn) : undefined
    if (turn !== undefined) turn.made += 1
  }
  return turns
}

/**
 * Groups attempts: by the group that the SDK recorded, and by reading where a host or framework retried without saying so (the same step in
 * the same place again, right after it failed).
 */
export function groupAttempts(nodes: readonly StepNode[]): AttemptMap {
  const groups = explicitGroups(nodes)
  const turns = countTurns(nodes, groups)
  const isRetry = (later: StepNode): boolean => {
    if (later.step.type !== 'tool') return true
    if (later.step.repeatCount === 1) return false
    const turn = turns.get(later.turn)
    return turn?.asked === undefined || turn.made > turn.asked
  }
  const lanes = new Map<string, Attempts>()
  for (const node of nodes) {
    const own = groups.get(node)
    if (own === undefined || own.nodes[0] !== node) continue
    const lane = `${node.step.type} ${node.step.name} ${placeOf(node)} ${node.step.type === 'model' ? '' : node.turn}`
    const before = lanes.get(lane)
    const last = before?.nodes.at(-1)
    const follows = last !== undefined && last.step.status === 'error' && last.endMs !== undefined && last.endMs <= node.startMs && isRetry(node)
    if (before === undefined || !follows) {
      lanes.set(lane, own)
      continue
    }
    before.nodes.push(...own.nodes)
    for (const member of own.nodes) groups.set(member, before)
  }
  return { of: (node) => groups.get(node) ?? { nodes: [node] }, isRetry }
}
