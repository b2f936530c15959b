import { AgentTracer, InMemoryExporter } from '@agenttracer/sdk-core'
import { langchain } from '@agenttracer/sdk-langchain'
import { openai, openaiAgents } from '@agenttracer/sdk-openai'
import { judge, type Recorded } from './judge.ts'

type Fn = (...args: readonly unknown[]) => unknown

interface Hooks {
  readonly wrap: {
    readonly run: (name: string, fn: () => unknown) => unknown
    readonly tool: (name: string, fn: Fn) => Fn
    readonly retriever: (name: string, fn: Fn) => Fn
    readonly step: (name: string, fn: () => unknown) => unknown
  }
  readonly after: () => Promise<Recorded>
}

/** The corpus's adapter module: the one line that users add, and `tracer.run` and `tracer.step` in programs written by hand. */
const attach = async (): Promise<Hooks> => {
  const exporter = new InMemoryExporter()
  const tracer = new AgentTracer({ agentId: 'corpus', agentVersion: '1.0.0', environment: 'corpus', exporter, plugins: [langchain(), openai(), openaiAgents()] })
  return {
    wrap: {
      run: (_name, fn) => tracer.run(() => fn()),
      tool: (name, fn) => (...args) => tracer.step('tool', name, () => fn(...args)),
      retriever: (name, fn) => (...args) => tracer.step('retrieval', name, () => fn(...args)),
      step: (name, fn) => tracer.step('orchestration', name, () => fn()),
    },
    after: async () => {
      await tracer.flush()
      return judge(exporter.runs, exporter.steps)
    },
  }
}

export { attach as default }
