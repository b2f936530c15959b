import { AgentTracer, type StepHandle } from '@agenttracer/sdk-core'
import { langchain } from '@agenttracer/sdk-langchain'
import { openai, openaiAgents } from '@agenttracer/sdk-openai'
import { readStack } from './corpus-env.ts'
import { judgeStored, type Recorded } from './judge-stored.ts'

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

/** Figures as letters, none of them a hex digit: numbers of programs and processes one after the other look like those of a card, which no agent's name may hold. */
const agentOf = (program: string): string => `${program.slice(0, 48)}-${process.pid}`.replace(/\d/g, (digit) => 'ghijklmnop'.charAt(Number(digit)))

/** As a user tells how much a search of their own found. */
function counted(step: StepHandle<'retrieval'>, found: unknown): unknown {
  if (found instanceof Promise) return found.then((documents: unknown) => counted(step, documents))
  if (Array.isArray(found)) step.set({ documentCount: found.length })
  return found
}

/** The corpus's adapter module: the one line that users add, and `tracer.run` and `tracer.step` in programs written by hand. */
const attach = async (program: { readonly id: string }): Promise<Hooks> => {
  const stack = readStack()
  // One agent for each program and process: its run is found again by that name.
  const agentId = agentOf(program.id)
  const tracer = new AgentTracer({ agentId, agentVersion: '1.0.0', environment: 'corpus', apiUrl: stack.ingestUrl, plugins: [langchain(), openai(), openaiAgents()] })
  return {
    wrap: {
      run: (_name, fn) => tracer.run(() => fn()),
      tool: (name, fn) => (...args) => tracer.step('tool', name, () => fn(...args)),
      retriever: (name, fn) => (...args) => tracer.step('retrieval', name, (step) => counted(step, fn(...args))),
      step: (name, fn) => tracer.step('orchestration', name, () => fn()),
    },
    after: async () => {
      await tracer.flush()
      return judgeStored(stack.queryUrl, agentId)
    },
  }
}

export { attach as default }
