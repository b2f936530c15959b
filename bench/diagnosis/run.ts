import { diagnoseRun } from '@agenttracer/diagnosis'
import type { DiagnosisRun, DiagnosisStep } from '@agenttracer/schema'

// Prints the CPU time of diagnosing one run of 10,000 steps (diagnosis waits for nothing, and neighbours on the machine do not count), and the
// wall time beside it, for shapes that stress different rules. Bar: 50 ms of CPU in the fastest warm round: rounds that shared their core with
// somebody say more about the neighbour. A word picks shapes:
//   node bench/diagnosis/run.ts chain

const size = 10_000
const barMs = 50
const warmUps = 2
const rounds = 8
/** The clock of CPU time ticks every few milliseconds: one call would be measured in whole ticks. */
const callsPerRound = 5

const epoch = Date.UTC(2026, 0, 1)
const instant = (ms: number): string => new Date(epoch + ms).toISOString()
const id = (index: number): string => (index + 1).toString(16).padStart(16, '0')
const fewFailed = 10
const signals = (errorRef: number, httpStatus: number) => ({ chain: [{ errorRef, errorClass: 'HttpError', httpStatus }], flags: [] })

const limited = (errorRef: number) => ({ chain: [{ errorRef, errorClass: 'GraphRecursionError', errorCode: 'GRAPH_RECURSION_LIMIT' }], flags: [] })

type Shape = (index: number) => Record<string, unknown>

const shapes: Readonly<Record<string, Shape>> = {
  'all good, model and tool in turn': (index) => (index % 2 === 0 ? { type: 'model', name: 'gpt-4.1', toolCallCount: 1 } : { type: 'tool', name: 'search', repeatCount: 1 }),
  'one in ten failed, half recover': (index) =>
    index % fewFailed === 0 ? { type: 'tool', name: `tool_${index % 20}`, status: 'error', signals: signals(index + 1, 503) } : { type: index % 2 === 0 ? 'tool' : 'model', name: `tool_${(index + 1) % 20}` },
  'all failed, one name': (index) => ({ type: 'tool', name: 'search', status: 'error', signals: signals(index + 1, 503) }),
  'all failed, 100 names, every third recovers': (index) => ({
    type: 'tool', name: `tool_${index % 100}`, repeatCount: index % 4, ...(index % 3 === 0 ? {} : { status: 'error', signals: signals(index + 1, 404) }),
  }),
  'one deep chain, every step carries the error': (index) => ({
    type: 'agent', name: 'worker', status: 'error', signals: signals(1, 500), ...(index === 0 ? {} : { parentStepId: id(index - 1) }),
  }),
  'wide: 9,999 failed children of one agent': (index) =>
    index === 0 ? { type: 'agent', name: 'root', status: 'error', signals: { chain: [], flags: [] } } : { type: 'model', name: 'gpt-4.1', parentStepId: id(0), status: 'error', signals: signals(index, 429) },
  'one retry group of 10,000': (index) => ({
    type: 'model', name: 'gpt-4.1', status: 'error', attempt: index + 1, signals: signals(index + 1, 500), ...(index === 0 ? {} : { retryGroup: id(0) }),
  }),
  '5,000 attempts of one call amid 5,000 other steps': (index) =>
    index % 2 === 0
      ? { type: 'tool', name: 'sync', status: 'error', attempt: index / 2 + 1, maxAttempts: 5_000, signals: signals(index + 1, 503), ...(index === 0 ? {} : { retryGroup: id(0) }) }
      : { type: 'model', name: 'gpt-4.1', toolCallCount: 1 },
  '1,000 nested agents, ten steps in each': (index) => ({
    ...(index % 10 === 0 ? { type: 'agent', name: 'worker', status: 'error', signals: signals(1, 500) } : { type: 'tool', name: `tool_${index % 10}`, ...(index % 10 === 5 ? { status: 'error', signals: signals(index + 2, 503) } : {}) }),
    ...(index === 0 ? {} : { parentStepId: id(index % 10 === 0 ? index - 10 : index - (index % 10)) }),
  }),
  'a chain of 5,000 agents with 5,000 failed tools at its end': (index) => ({
    ...(index < size / 2 ? { type: 'agent', name: 'worker', status: 'error', signals: limited(1) } : { type: 'tool', name: 'search', repeatCount: 1, status: 'error', signals: signals(index + 2, 503) }),
    ...(index === 0 ? {} : { parentStepId: id(Math.min(index, size / 2) - 1) }),
  }),
  '10,000 failed siblings of their own names': (index) => ({ type: 'tool', name: `tool_${index}`, status: 'error', signals: signals(index + 2, 503) }),
  'a loop of three tools for 10,000 steps, then the limit': (index) =>
    index % 2 === 0 ? { type: 'model', name: 'gpt-4.1', toolCallCount: 1 } : { type: 'tool', name: `tool_${(index >> 1) % 3}`, repeatCount: Math.floor(index / 6) + 1 },
  'a loop of two failing tools, then the limit': (index) =>
    index % 2 === 0 ? { type: 'model', name: 'gpt-4.1', toolCallCount: 1 } : { type: 'tool', name: `tool_${(index >> 1) % 2}`, repeatCount: 1, status: 'error', signals: signals(index + 2, 404) },
  '3,333 nodes tried three times, each with its tool': (index) => {
    const tries = (index >> 1) % 3
    if (index % 2 === 1) return { type: 'tool', name: 'fetch', parentStepId: id(index - 1), status: 'error', signals: signals(index + 1, 503) }
    return { type: 'orchestration', name: `node_${Math.floor(index / 6)}`, attempt: tries + 1, status: 'error', signals: signals(index + 2, 503), ...(tries === 0 ? {} : { retryGroup: id(index - 2 * tries) }) }
  },
}

function build(shape: Shape): readonly DiagnosisStep[] {
  const steps = Array.from({ length: size }, (_, index) => ({
    stepId: id(index), seq: index, status: 'ok', attempt: 1, startedAt: instant(index * 2), endedAt: instant(index * 2 + 1), ...shape(index),
  }))
  // As a store may answer: not in the order of reading.
  return steps.map((step, index) => ({ step, key: (index * 7919) % size })).sort((a, b) => a.key - b.key).map(({ step }) => step) as unknown as readonly DiagnosisStep[]
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

let worst = 0
const wanted = process.argv[2] ?? ''
for (const [name, shape] of Object.entries(shapes).filter(([each]) => each.includes(wanted))) {
  const steps = build(shape)
  const caller = name.endsWith('the limit') || name.startsWith('a chain') ? limited(1) : signals(1, 500)
  const run = { runId: 'r', agentId: 'bench', status: 'failed', startedAt: instant(0), signals: caller } as unknown as DiagnosisRun
  const times: number[] = []
  const walls: number[] = []
  for (let round = 0; round < warmUps + rounds; round++) {
    const began = performance.now()
    const before = process.threadCpuUsage()
    for (let call = 0; call < callsPerRound; call++) diagnoseRun(run, steps)
    const used = process.threadCpuUsage(before)
    if (round < warmUps) continue
    times.push((used.user + used.system) / 1000 / callsPerRound)
    walls.push((performance.now() - began) / callsPerRound)
  }
  const fastest = Math.min(...times)
  worst = Math.max(worst, fastest)
  const columns = [`${fastest.toFixed(1)} ms CPU`, `${median(times).toFixed(1)} median`, `${median(walls).toFixed(1)} wall`]
  process.stdout.write(`${columns.map((column) => column.padStart(14)).join('')}  ${name}\n`)
}
process.stdout.write(`worst ${worst.toFixed(1)} ms for ${size} steps, bar ${barMs} ms: ${worst < barMs ? 'kept' : 'MISSED'}\n`)
process.exitCode = worst < barMs ? 0 : 1
