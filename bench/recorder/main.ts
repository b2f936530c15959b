// What one step costs the host: start, five facts, end; beside one OpenTelemetry SDK span with five attributes, in the same process
import { AgentTracer, type Exporter } from '@agenttracer/sdk-core'
import { BatchSpanProcessor, NodeTracerProvider, type SpanExporter } from '@opentelemetry/sdk-trace-node'
import { cpuMs, interleave } from '../interleave.ts'

/** As many as both sides keep without dropping: OpenTelemetry's queue holds 2,048 spans. */
const steps = 2_000

/** Both sides record into their buffer; the batches are cut and handed to an exporter that keeps nothing between the samples. */
const sink: Exporter = { send: () => Promise.resolve({ kind: 'accepted', refused: 0 }) }
const tracer = new AgentTracer({ agentId: 'bench', exporter: sink })

const nothing: SpanExporter = { export: (_spans, done) => done({ code: 0 }), shutdown: () => Promise.resolve() }
const processor = new BatchSpanProcessor(nothing, { maxQueueSize: 2_048, scheduledDelayMillis: 60_000 })
const otel = new NodeTracerProvider({ spanProcessors: [processor] }).getTracer('bench')

async function recorder(): Promise<number> {
  const run = tracer.startRun()
  const ms = cpuMs(() => {
    for (let i = 0; i < steps; i++) {
      const step = run.startStep('model', 'gpt-4.1')
      step.set({ inputTokens: i, outputTokens: 20, finishReason: 'stop', provider: 'openai', toolCallCount: 1 })
      step.end()
    }
  })
  run.end()
  await tracer.flush()
  return (ms * 1000) / steps
}

async function span(): Promise<number> {
  const ms = cpuMs(() => {
    for (let i = 0; i < steps; i++) {
      const one = otel.startSpan('gpt-4.1')
      one.setAttributes({ inputTokens: i, outputTokens: 20, finishReason: 'stop', provider: 'openai', toolCallCount: 1 })
      one.end()
    }
  })
  await processor.forceFlush()
  return (ms * 1000) / steps
}

const rounds = await interleave({ recorder, span }, { rounds: 200, warmup: 60 })
const [ours, theirs, ratio] = [rounds.of('recorder'), rounds.of('span'), rounds.ratio('recorder', 'span')]
console.log(`recorder, one step start+end with 5 facts: best ${ours.best.toFixed(3)} us, median ${ours.median.toFixed(3)} us CPU; bar 1`)
console.log(`OpenTelemetry SDK span, 5 attributes:      best ${theirs.best.toFixed(3)} us, median ${theirs.median.toFixed(3)} us CPU`)
console.log(`ratio, round by round: median ${ratio.median.toFixed(3)} (p10 ${ratio.p10.toFixed(3)}, p90 ${ratio.p90.toFixed(3)}); bar 0.333`)
await tracer.shutdown()
