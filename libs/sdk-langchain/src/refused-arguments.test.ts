import { calls, says } from '@agenttracer/testkit/adapter-conformance'
import { HumanMessage, ToolMessage, type BaseMessage } from '@langchain/core/messages'
import { RunnableLambda } from '@langchain/core/runnables'
import { tool } from '@langchain/core/tools'
import { ChatOpenAI } from '@langchain/openai'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { recordEach } from './recorded.fixture.ts'

const recorded = recordEach()
const stock = tool(({ sku }) => sku, { name: 'stock', description: 's', schema: z.object({ sku: z.string() }) })

/** A loop as hosts write it: whatever goes wrong with a call is told in words of its own. */
const loop = RunnableLambda.from(async (text: string, config) => {
  const model = new ChatOpenAI({ model: 'gpt-4.1', apiKey: 'sk-none', maxRetries: 0, configuration: { baseURL: recorded.model.url } }).bindTools([stock])
  const messages: BaseMessage[] = [new HumanMessage(text)]
  for (;;) {
    const answer = await model.invoke(messages, config)
    messages.push(answer)
    if (answer.tool_calls?.length === 0) return answer.content
    for (const call of answer.tool_calls ?? []) {
      const content = call.name === 'stock' ? await stock.invoke({ ...call, type: 'tool_call' }, config).then(() => 'there', () => 'wrong') : 'no such tool'
      messages.push(new ToolMessage({ content, tool_call_id: call.id ?? '' }))
    }
  }
})

test.each([
  ['arguments that its tool refuses', calls(['stock', { sku: 5 }]), 'stock error invalid_tool_arguments'],
  ['a tool that nobody has', calls(['magic', {}]), 'unlisted_tool error unknown_tool'],
])('a host that calls tools itself tells the model of %s: the step stands between the answers', async (_what, wrong, shown) => {
  recorded.model.script([wrong, calls(['stock', { sku: 'a' }]), says()])
  await loop.invoke('x')
  const { steps } = await recorded.delivered()
  const inOrder = steps.toSorted((a, b) => a.seq - b.seq).map(({ name, status, signals }) => [name, status, ...(signals?.flags ?? [])].join(' '))
  expect(inOrder).toEqual(['gpt-4.1 ok', shown, 'gpt-4.1 ok', 'stock ok', 'gpt-4.1 ok'])
})
