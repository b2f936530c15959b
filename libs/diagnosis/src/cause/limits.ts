import type { FailureKey } from '@agenttracer/schema'
import { type FailedStep, isSlip, type RunFacts } from '../run/failures.ts'
import type { Attempts } from '../run/attempts.ts'
import { membersOf, type StepNode } from '../run/run-tree.ts'
import { type Candidates, type Cause, causeAt } from './candidates.ts'

const limitKeys: ReadonlySet<FailureKey> = new Set<FailureKey>(['orchestration.max_steps_exceeded', 'orchestration.call_budget_exceeded'])
export const isLimit = (key: FailureKey): boolean => limitKeys.has(key)

/** From here on a call with the same arguments is a loop, not a second look. */
const loopFrom = 3

const calls = (nodes: readonly StepNode[]): readonly StepNode[] => nodes.filter(({ step }) => step.type === 'tool' || step.type === 'retrieval')

/**
 * The tool that the agent went round with when it was stopped: its last three calls had the same arguments, and so had those of every other
 * tool that it called meanwhile (a cycle of several tools). A tool whose arguments change (paging) makes progress; one that stopped
 * repeating (polling that ended) is not the last thing.
 */
export function findLoop(nodes: readonly StepNode[]): StepNode | undefined {
  const tools = nodes.filter(({ step }) => step.type === 'tool' && step.attempt <= 1)
  const last = tools.at(-1)
  if (last === undefined || (last.step.repeatCount ?? 0) < loopFrom) return undefined
  const seen = new Set<number>()
  let rounds = 0
  for (const node of tools.toReversed()) {
    const name = node.nameId
    if (!seen.has(name) && node.step.repeatCount !== undefined && node.step.repeatCount < loopFrom) return undefined
    seen.add(name)
    if (name === last.nameId) rounds += 1
    if (rounds === loopFrom) break
  }
  return last
}

/** How often a step of this name failed, and whether in separate calls. */
interface Repeated {
  last: FailedStep
  tries: number
  readonly call: Attempts
  isSeparate: boolean
}

function countFailures({ nodes, failed, attempts }: RunFacts, scope: readonly StepNode[]): readonly Repeated[] {
  const isInScope = membersOf(scope, nodes)
  const byName = new Map<string | number, Repeated>()
  for (const failure of failed.values()) {
    const { node } = failure
    if (failure.soft || failure.consequence || !isInScope(node)) continue
    if (node.step.type !== 'tool' && node.step.type !== 'retrieval' && !isSlip(failure)) continue
    const name = isSlip(failure) ? failure.classification.key : node.nameId
    const call = attempts.of(node)
    const counted = byName.get(name)
    if (counted === undefined) {
      byName.set(name, { last: failure, tries: 1, call, isSeparate: false })
      continue
    }
    counted.tries += 1
    if (counted.call !== call) counted.isSeparate = true
    if (counted.last.node.order < node.order) counted.last = failure
  }
  return [...byName.values()]
}

/** A tool, retriever or kind of wrong tool call that failed again and again until the limit came, most recent first. */
function repeatedFailure({ standing, facts }: Candidates, nodes: readonly StepNode[]): FailedStep | undefined {
  const again = countFailures(facts, nodes).filter(({ tries }) => tries > 1)
  if (again.length === 0) return undefined
  const made = calls(nodes)
  const lastOfName = new Map(made.map((node) => [node.nameId, node]))
  const stands = (failure: FailedStep): boolean => !failure.recovered && (isSlip(failure) || lastOfName.get(failure.node.nameId) === failure.node)
  const found = again
    .filter(({ last, isSeparate }) => stands(last) && (isSeparate || made.at(-1) === last.node))
    .sort((a, b) => b.last.node.order - a.last.node.order)[0]?.last
  if (found === undefined || !isSlip(found)) return found
  // The model step that called the tool wrongly is named rather than the tool step that shows it.
  return standing.findLast((failure) => failure.classification.key === found.classification.key) ?? found
}

/** Why a limit was reached (failure-taxonomy.md section 4.3). Undefined: nothing but the limit explains it. */
export function causeOfLimit(candidates: Candidates, nodes: readonly StepNode[]): Cause | undefined {
  const repeated = repeatedFailure(candidates, nodes)
  if (repeated !== undefined) return causeAt(repeated, 'certain')
  const loop = findLoop(nodes)
  return loop === undefined ? undefined : { node: loop, classification: { key: 'orchestration.tool_loop', tier: 'run' }, confidence: 'certain' }
}

/** No arguments were counted, and the same tools came round again and again: it may have been a loop. */
export function mayBeLoop({ nodes }: RunFacts): boolean {
  const tools = nodes.filter(({ step }) => step.type === 'tool')
  const last = tools.at(-1)
  return last !== undefined && last.step.repeatCount === undefined && tools.filter((node) => node.nameId === last.nameId).length >= loopFrom
}
