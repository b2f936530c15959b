import { diagnoseRun } from '@agenttracer/diagnosis'
import type { DiagnosisRun, DiagnosisStep } from '@agenttracer/schema'

// Prints the time to diagnose one run of 10,000 steps, for shapes that stress different rules. Bar: 50 ms (median, warm).

const size = 10_000
const barMs = 50
const warmUps = 5
const rounds = 25

const epoch = Date.UTC(2026, 0, 1)
const instant = (ms: number): string => new Date(epoch + ms).toISOString()
const id = (index: number): string => (index + 1).toString(16).padStart(16, '0')
const signals = (errorRef: number, httpStatus: number) => ({ chain: [{ errorRef, errorClass: 'HttpError', httpStatus }], flags: [] })

type Shape = (index: number) => Record<string, unknown>

const shapes: Readonly<Record<string, Shape>> = {
  'all good, model and tool in turn': (index) => (index % 2 === 0 ? { type: 'model', name: 'gpt-4.1', toolCallCount: 1 } : { type: 'tool', name: 'search', repeatCount: 1 }),
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
}

function build(shape: Shape): readonly DiagnosisStep[] {
  const steps = Array.from({ length: size }, (_, index) => ({
    stepId: id(index), seq: index, status: 'ok', attempt: 1, startedAt: instant(index * 2), endedAt: instant(index * 2 + 1), ...shape(index),
  }))
  // As a store may answer: not in the order of reading.
  return steps.map((step, index) => ({ step, key: (index * 7919) % size })).sort((a, b) => a.key - b.key).map(({ step }) => step) as unknown as readonly DiagnosisStep[]
}

let worst = 0
for (const [name, shape] of Object.entries(shapes)) {
  const steps = build(shape)
  const run = { runId: 'r', agentId: 'bench', status: 'failed', startedAt: instant(0), signals: signals(1, 500) } as unknown as DiagnosisRun
  const times: number[] = []
  for (let round = 0; round < warmUps + rounds; round++) {
    const began = performance.now()
    diagnoseRun(run, steps)
    if (round >= warmUps) times.push(performance.now() - began)
  }
  const median = times.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN
  worst = Math.max(worst, median)
  process.stdout.write(`${median.toFixed(1).padStart(7)} ms  ${(times.at(-1) ?? Number.NaN).toFixed(1).padStart(7)} ms max  ${name}\n`)
}
process.stdout.write(`worst median ${worst.toFixed(1)} ms for ${size} steps, bar ${barMs} ms: ${worst < barMs ? 'kept' : 'MISSED'}\n`)
process.exitCode = worst < barMs ? 0 : 1
