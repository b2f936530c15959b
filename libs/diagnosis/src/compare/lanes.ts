import type { StepView } from '@agenttracer/schema/query'

/** A logical step: all tries of one thing, with what lies beneath. */
export interface Lane {
  /** `type:name#occurrence` among its siblings: what makes it the same step in another run. */
  key: string
  /** In order of trying; never empty. */
  readonly tries: StepView[]
  /** 1-based place of the last try in reading order. */
  step: number
  children: Lane[]
}

/** The tree of logical steps from steps in reading order. Survives missing parents and parents in circles: those hang at the top. */
export function lanesOf(steps: readonly StepView[]): Lane[] {
  const { lanes, laneOf } = groupTries(steps)
  const parents = new Map(lanes.map((lane) => [lane, laneOf.get(lane.tries[0]?.parentStepId ?? '')]))
  const circled = lanesInCircles(parents)
  const top: Lane[] = []
  for (const lane of lanes) {
    const parent = parents.get(lane)
    if (parent === undefined || circled.has(lane)) top.push(lane)
    else parent.children.push(lane)
  }
  const waiting = [top]
  for (let siblings = waiting.pop(); siblings !== undefined; siblings = waiting.pop()) {
    nameSiblings(siblings)
    for (const lane of siblings) if (lane.children.length > 0) waiting.push(lane.children)
  }
  return top
}

function groupTries(steps: readonly StepView[]): { readonly lanes: Lane[]; readonly laneOf: Map<string, Lane> } {
  const lanes: Lane[] = []
  const laneOf = new Map<string, Lane>()
  const groups = new Map<string, Lane>()
  steps.forEach((step, at) => {
    const known = step.retryGroup === null ? undefined : groups.get(step.retryGroup)
    const lane = known ?? { key: '', tries: [], step: at + 1, children: [] }
    lane.tries.push(step)
    lane.step = at + 1
    laneOf.set(step.stepId, lane)
    if (known !== undefined) return
    lanes.push(lane)
    if (step.retryGroup !== null) groups.set(step.retryGroup, lane)
  })
  for (const { tries } of lanes) if (tries.length > 1) tries.sort((a, b) => a.attempt - b.attempt)
  return { lanes, laneOf }
}

/** Lanes that are their own ancestors. Linear: every lane is climbed through once. */
function lanesInCircles(parents: ReadonlyMap<Lane, Lane | undefined>): ReadonlySet<Lane> {
  const walkOf = new Map<Lane, number>()
  const circled = new Set<Lane>()
  let walk = 0
  for (const start of parents.keys()) {
    walk += 1
    let at: Lane | undefined = start
    for (; at !== undefined && !walkOf.has(at); at = parents.get(at)) walkOf.set(at, walk)
    if (at === undefined || walkOf.get(at) !== walk) continue
    for (let member: Lane | undefined = at; member !== undefined && !circled.has(member); member = parents.get(member)) circled.add(member)
  }
  return circled
}

function nameSiblings(siblings: readonly Lane[]): void {
  const counts = new Map<string, number>()
  for (const lane of siblings) {
    const [first] = lane.tries
    const name = `${first?.type ?? ''}:${first?.name ?? ''}`
    const occurrence = counts.get(name) ?? 0
    counts.set(name, occurrence + 1)
    lane.key = `${name}#${occurrence}`
  }
}
