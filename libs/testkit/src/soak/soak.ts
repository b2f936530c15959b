import { setTimeout as sleep } from 'node:timers/promises'
import { getHeapCodeStatistics } from 'node:v8'
import { AgentTracer, type Diagnostics } from '@agenttracer/sdk-core'
import { slopeOf, type Slope } from './slope.ts'
import { unaccounted } from './unaccounted.ts'

export interface SoakPlan {
  readonly apiUrl: string
  readonly seconds: number
  readonly runsPerMinute: number
  /** Seconds between two looks at the heap. */
  readonly lookEvery: number
  /** Told at every look. */
  readonly onLook?: (look: Look) => void
}

export interface Look {
  readonly atSecond: number
  /** Bytes of data in use after a full collection, where the process can ask for one (`--expose-gc`): compiled code is counted apart. */
  readonly heapBytes: number
  /** Bytes of machine code and bytecode: V8 goes on compiling what runs now and then for an hour and more. */
  readonly codeBytes: number
  readonly bufferedBytes: number
}

export interface SoakReport {
  readonly runs: number
  readonly looks: readonly Look[]
  readonly largestBuffer: number
  /** Bytes of data a minute over the second half: in the first the buffer fills. */
  readonly heapSlope: Slope
  readonly end: Diagnostics
  /** 0 when every record produced was accepted, counted as dropped, or still waits. */
  readonly unaccounted: number
}

/** One run of ten steps as a host has them: nested flows, facts, two attempts of a tool, an error now and then. */
async function oneRun(tracer: AgentTracer, number: number): Promise<void> {
  await tracer.run(async (run) => {
    run.metric('number', number % 100)
    for (let turn = 0; turn < 4; turn++) {
      await run.step('model', 'gpt-4.1', async (step) => {
        step.set({ inputTokens: 900 + turn, outputTokens: 40, finishReason: 'tool_calls', provider: 'openai', toolCallCount: 1 })
      })
      await run.step('tool', 'billing_api', async (step) => {
        await tracer.step('retrieval', 'search_kb', (inner) => inner.set({ documentCount: 3 }))
        if (number % 10 === 0 && turn === 3) throw Object.assign(new RangeError('x'), { status: 503 })
        step.set({ httpStatus: 200 })
      })
    }
  }).catch(() => undefined)
}

/** Records runs at a steady pace for a while and watches heap, buffer and losses. */
export async function soak(plan: SoakPlan): Promise<SoakReport> {
  const tracer = new AgentTracer({ agentId: 'soak', apiUrl: plan.apiUrl })
  const began = performance.now()
  const looks: Look[] = []
  let [runs, nextLook, largestBuffer] = [0, plan.lookEvery, 0]
  for (let second = 0; second < plan.seconds; second = (performance.now() - began) / 1000) {
    const due = (second * plan.runsPerMinute) / 60
    while (runs < due) await oneRun(tracer, runs++)
    largestBuffer = Math.max(largestBuffer, tracer.diagnostics().bufferedBytes)
    if (second >= nextLook) {
      nextLook += plan.lookEvery
      globalThis.gc?.()
      const code = getHeapCodeStatistics()
      const codeBytes = code.code_and_metadata_size + code.bytecode_and_metadata_size
      const look = { atSecond: second, heapBytes: process.memoryUsage().heapUsed - codeBytes, codeBytes, bufferedBytes: tracer.diagnostics().bufferedBytes }
      looks.push(look)
      plan.onLook?.(look)
    }
    await sleep(20)
  }
  await tracer.shutdown({ timeoutMs: 500 })
  const steady = looks.slice(looks.length >> 1)
  const end = tracer.diagnostics()
  return { runs, looks, largestBuffer, heapSlope: slopeOf(steady.map(({ atSecond, heapBytes }) => [atSecond / 60, heapBytes])), end, unaccounted: unaccounted(end) }
}
