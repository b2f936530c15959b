// What tracing costs a 10-step run, CPU and wall, against no tracing and against a plain OpenTelemetry span per run; then at 300 ms model latency
import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { AgentTracer, type Exporter } from '@agenttracer/sdk-core'
import { langchain } from '@agenttracer/sdk-langchain'
import { openai, openaiAgents } from '@agenttracer/sdk-openai'
import { NodeTracerProvider, SimpleSpanProcessor, type SpanExporter } from '@opentelemetry/sdk-trace-node'
import { interleave, type Spread } from '../interleave.ts'
import { agentsRun, langchainAgent, openaiLoop, type Workload } from './workloads.ts'

const runsPerSample = 10

/** The real export path up to the socket: batches are cut and written as JSON. */
const sink: Exporter = {
  send: (batch) => {
    JSON.stringify(batch)
    return Promise.resolve({ kind: 'accepted', refused: 0 })
  },
}
const nothing: SpanExporter = { export: (_spans, done) => done({ code: 0 }), shutdown: () => Promise.resolve() }
const otel = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(nothing)] }).getTracer('bench')

async function startServer(latencyMs: number): Promise<{ url: string; child: ChildProcess }> {
  const child = fork(fileURLToPath(new URL('./fake-server.ts', import.meta.url)), [String(latencyMs)])
  const url = await new Promise<string>((resolve) => child.once('message', (message) => resolve(String(message))))
  return { url, child }
}

const newTracer = (): AgentTracer => new AgentTracer({ agentId: 'bench', exporter: sink, plugins: [langchain(), openai(), openaiAgents()] })

/** CPU milliseconds a run. */
async function cpu(workload: Workload): Promise<number> {
  const before = process.cpuUsage()
  for (let i = 0; i < runsPerSample; i++) await workload.run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / runsPerSample
}

async function traced(workload: Workload): Promise<number> {
  const tracer = newTracer()
  const ms = await cpu(workload)
  await tracer.shutdown()
  return ms
}

async function spanned(workload: Workload): Promise<number> {
  return cpu({
    ...workload,
    run: () =>
      otel.startActiveSpan('run', async (span) => {
        try {
          return await workload.run()
        } finally {
          span.end()
        }
      }),
  })
}

const show = (value: Spread): string => `${value.median.toFixed(2)} ms (p10 ${value.p10.toFixed(2)}, p90 ${value.p90.toFixed(2)})`

async function measureCpu(workload: Workload, rounds: number): Promise<void> {
  const [plain, span, ours] = await interleave({ plain: () => cpu(workload), span: () => spanned(workload), ours: () => traced(workload) }, { rounds, warmup: 4 })
  if (plain === undefined || span === undefined || ours === undefined) return
  console.log(`${workload.name}, CPU a run: untraced ${show(plain)}; one OpenTelemetry span ${show(span)}; traced ${show(ours)}`)
  console.log(`  traced / untraced: median ${(ours.median / plain.median).toFixed(3)}, p10 ${(ours.p10 / plain.p10).toFixed(3)}; bar ${workload.bar}`)
}

async function wall(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await run()
  return performance.now() - began
}

async function measureWall(workload: Workload, rounds: number): Promise<void> {
  const ours = async (): Promise<number> => {
    const tracer = newTracer()
    const ms = await wall(workload.run)
    await tracer.shutdown()
    return ms
  }
  const [plain, withUs] = await interleave({ plain: () => wall(workload.run), ours }, { rounds, warmup: 1 })
  if (plain === undefined || withUs === undefined) return
  console.log(`${workload.name}, wall at 300 ms a call: untraced ${show(plain)}; traced ${show(withUs)}; overhead ${((withUs.median / plain.median - 1) * 100).toFixed(2)} %; bar 0.5 %`)
}

const fast = await startServer(0)
for (const make of [langchainAgent, openaiLoop, agentsRun]) await measureCpu(make(fast.url), 20)
fast.child.kill()
const slow = await startServer(300)
await measureWall(langchainAgent(slow.url), 5)
slow.child.kill()
process.exit(0)
