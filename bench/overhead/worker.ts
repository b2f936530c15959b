// One way to run the workloads, in a process of its own: patching and unpatching in one process would spoil the code of both
import { AgentTracer, type Exporter } from '@agenttracer/sdk-core'
import { langchain } from '@agenttracer/sdk-langchain'
import { openai, openaiAgents } from '@agenttracer/sdk-openai'
import { BatchSpanProcessor, NodeTracerProvider, type SpanExporter } from '@opentelemetry/sdk-trace-node'
import { BaseCallbackHandler } from '@langchain/core/callbacks/base'
import { agentsRun, langchainAgent, openaiLoop } from './workloads.ts'

const [way, url = ''] = process.argv.slice(2)

class NothingHandler extends BaseCallbackHandler {
  readonly name = 'nothing'
}

const workloads = { langchain: langchainAgent(url, way === 'handler' ? [new NothingHandler()] : undefined), openai: openaiLoop(url), agents: agentsRun(url) }

/** The real path up to the socket: batches are cut and written as JSON. */
const sink: Exporter = {
  send: (batch) => {
    JSON.stringify(batch)
    return Promise.resolve({ kind: 'accepted', refused: 0 })
  },
}
const tracer = way === 'traced' ? new AgentTracer({ agentId: 'bench', exporter: sink, plugins: [langchain(), openai(), openaiAgents()] }) : undefined
const nothing: SpanExporter = { export: (_spans, done) => done({ code: 0 }), shutdown: () => Promise.resolve() }
const otel = way === 'span' ? new NodeTracerProvider({ spanProcessors: [new BatchSpanProcessor(nothing)] }).getTracer('bench') : undefined

async function once(name: keyof typeof workloads): Promise<unknown> {
  const workload = workloads[name]
  if (otel === undefined) return workload.run()
  return otel.startActiveSpan('run', async (span) => {
    try {
      return await workload.run()
    } finally {
      span.end()
    }
  })
}

export interface Ask {
  readonly workload: keyof typeof workloads
  readonly runs: number
}

export interface Told {
  readonly cpuMs: number
  readonly wallMs: number
}

process.on('message', (ask: Ask) => {
  void (async () => {
    const cpu = process.cpuUsage()
    const began = performance.now()
    for (let i = 0; i < ask.runs; i++) await once(ask.workload)
    await tracer?.flush()
    const { user, system } = process.cpuUsage(cpu)
    process.send?.({ cpuMs: (user + system) / 1000 / ask.runs, wallMs: (performance.now() - began) / ask.runs } satisfies Told)
  })()
})
process.send?.('ready')
