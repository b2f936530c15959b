// What one step costs the host: start, five facts, end; beside one OpenTelemetry SDK span with five attributes, in the same process
import { AgentTracer, type Exporter } from '@agenttracer/sdk-core'
import { NodeTracerProvider, type SpanProcessor } from '@opentelemetry/sdk-trace-node'
import { interleave } from '../interleave.ts'

/** Fewer than the buffer holds: this measures recording, not overflow. */
const steps = 5_000

/** Takes everything and keeps nothing. */
const sink: Exporter = { send: () => Promise.resolve({ kind: 'accepted', refused: 0 }) }
const tracer = new AgentTracer({ agentId: 'bench', exporter: sink })

const noop: SpanProcessor = { onStart: () => undefined, onEnd: () => undefined, forceFlush: () => Promise.resolve(), shutdown: () => Promise.resolve() }
const otel = new NodeTracerProvider({ spanProcessors: [noop] }).getTracer('bench')

async function recorder(): Promise<number> {
  const run = tracer.startRun()
  const began = performance.now()
  for (let i = 0; i < steps; i++) {
    const step = run.startStep('model', 'gpt-4.1')
    step.set({ inputTokens: i, outputTokens: 20, finishReason: 'stop', provider: 'openai', toolCallCount: 1 })
    step.end()
  }
  const ms = performance.now() - began
  run.end()
  await tracer.flush()
  return (ms * 1000) / steps
}

function span(): Promise<number> {
  const began = performance.now()
  for (let i = 0; i < steps; i++) {
    const one = otel.startSpan('gpt-4.1')
    one.setAttributes({ inputTokens: i, outputTokens: 20, finishReason: 'stop', provider: 'openai', toolCallCount: 1 })
    one.end()
  }
  return Promise.resolve(((performance.now() - began) * 1000) / steps)
}

const [ours, theirs] = await interleave({ recorder, span }, { rounds: 60, warmup: 20 })
console.log(`recorder, one step start+end with 5 facts: ${ours.median.toFixed(3)} us (p10 ${ours.p10.toFixed(3)}, best ${ours.best.toFixed(3)}); bar 1`)
console.log(`OpenTelemetry SDK span, 5 attributes:      ${theirs.median.toFixed(3)} us (p10 ${theirs.p10.toFixed(3)}, best ${theirs.best.toFixed(3)})`)
console.log(`ratio: median ${(ours.median / theirs.median).toFixed(3)}, best ${(ours.best / theirs.best).toFixed(3)}; bar 0.333`)
await tracer.shutdown()
