import { CallbackManager, CallbackManagerForChainRun } from '@langchain/core/callbacks/manager'
import { RunnableLambda } from '@langchain/core/runnables'
import { AgentTracer, InMemoryExporter } from '@agenttracer/sdk-core'
import { expect, test } from 'vitest'
import { langchain } from './index.ts'

test('a wrapper that another library has put around the managers is still called', async () => {
  const { handleChainStart } = CallbackManager.prototype
  const { handleChainEnd } = CallbackManagerForChainRun.prototype
  const called: string[] = []
  CallbackManager.prototype.handleChainStart = function wrapped(...args) {
    called.push('start')
    return handleChainStart.apply(this, args)
  }
  CallbackManagerForChainRun.prototype.handleChainEnd = function wrapped(...args) {
    called.push('end')
    return handleChainEnd.apply(this, args)
  }
  const exporter = new InMemoryExporter()
  const tracer = new AgentTracer({ exporter, plugins: [langchain()] })
  try {
    await RunnableLambda.from((value: number) => value + 1).invoke(1)
  } finally {
    await tracer.shutdown()
    Object.assign(CallbackManager.prototype, { handleChainStart })
    Object.assign(CallbackManagerForChainRun.prototype, { handleChainEnd })
  }
  expect(called).toEqual(['start', 'end'])
  expect(exporter.runs.map(({ status }) => status)).toEqual(['success'])
})

test('the managers are as core made them once the last tracer is gone', async () => {
  const before = Object.getOwnPropertyDescriptors(CallbackManager.prototype)
  const tracer = new AgentTracer({ exporter: new InMemoryExporter(), plugins: [langchain()] })
  expect(CallbackManager.prototype.handleChainStart).not.toBe(before.handleChainStart.value)
  await tracer.shutdown()
  expect(Object.getOwnPropertyDescriptors(CallbackManager.prototype)).toEqual(before)
})
