import { AgentTracer, InMemoryExporter } from '@agenttracer/sdk-core'
import { openaiAgents } from '../index.ts'

/** What is recorded of what the host does, in words; its errors are its own. */
export async function recorded(host: () => Promise<unknown>): Promise<{ readonly run: string; readonly steps: readonly string[] }> {
  const exporter = new InMemoryExporter()
  await using tracer = new AgentTracer({ exporter, plugins: [openaiAgents()] })
  await host().catch(() => undefined)
  await tracer.flush()
  if (JSON.stringify(exporter.batches).includes('canary')) throw new Error('content in what is sent')
  const classOf = (signals: InMemoryExporter['steps'][number]['signals']): readonly string[] => signals?.chain.slice(0, 1).flatMap(({ errorClass }) => errorClass ?? []) ?? []
  return {
    run: exporter.runs.at(-1)?.status ?? 'none',
    steps: exporter.steps.map(({ type, name, status, signals }) => [type, name, status, ...(signals?.flags ?? []), ...classOf(signals)].join(' ')),
  }
}
