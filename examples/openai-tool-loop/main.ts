// A hand-written tool loop on the openai client, traced by one line. Run it with `npm start`, or by itself while AgentTracer runs:
//   node examples/openai-tool-loop/main.ts
// With OPENAI_API_KEY in the environment it talks to the real model; without, to a scripted one on this machine.
import { AgentTracer } from '@agenttracer/sdk-core'
import { openai } from '@agenttracer/sdk-openai'
import OpenAI from 'openai'
import type { ChatCompletionMessageParam, ChatCompletionTool } from 'openai/resources/chat/completions'
import { openModel } from './script.ts'

const model = await openModel()

// The one line: every call of the openai client is traced from here on, its hidden retries included.
const tracer = new AgentTracer({
  agentId: 'order-desk', agentVersion: '2.1.0', environment: 'demo', apiUrl: process.env['AGENTTRACER_API_URL'] ?? 'http://localhost:8000', plugins: [openai()],
})

const client = new OpenAI(model.options)
const stock: Record<string, number> = { lamp: 4, chair: 0 }
const tools: Record<string, (args: { item?: string }) => Promise<string>> = {
  check_stock: async ({ item }) => String(stock[item ?? ''] ?? 0),
  reserve_item: async () => { throw Object.assign(new Error('the warehouse is closed'), { code: 'ECONNREFUSED' }) },
}
const offered: ChatCompletionTool[] = Object.keys(tools).map((name) => ({ type: 'function', function: { name, parameters: { type: 'object', properties: { item: { type: 'string' } } } } }))

async function answer(question: string): Promise<string | null> {
  const messages: ChatCompletionMessageParam[] = [{ role: 'user', content: question }]
  for (;;) {
    const { choices } = await client.chat.completions.create({ model: 'gpt-4.1-mini', messages, tools: offered })
    const message = choices[0]?.message
    if (message?.tool_calls === undefined || message.tool_calls.length === 0) return message?.content ?? null
    messages.push(message)
    for (const call of message.tool_calls) {
      if (call.type !== 'function') continue
      const { name } = call.function
      const run = tools[name]
      const content = run === undefined ? 'no such tool' : await tracer.step('tool', name, () => run(JSON.parse(call.function.arguments) as { item?: string }))
      messages.push({ role: 'tool', tool_call_id: call.id, content })
    }
  }
}

const ask = async (question: string): Promise<void> => {
  try {
    await tracer.run(() => answer(question))
  } catch {
    // A failed run is what this demo is about; AgentTracer shows why it failed.
  }
}

await ask('Is the lamp in stock?') // works
await ask('Is the chair in stock today?') // the provider fails once; the client's own retry heals it
await ask('Reserve the lamp.') // the warehouse cannot be reached
await ask('Paint the lamp red.') // the model calls a tool that it was not offered
await ask('Tell me everything about lamps.') // the answer is cut at the token limit
await ask('How much did we sell?') // the account's quota is used up
await tracer.shutdown()
await model.close()
