// Two agents of the OpenAI Agents SDK and a hand-off between them, traced by one line. Run it with `npm start`, or by itself:
//   node examples/openai-agents-handoff/main.ts
// With OPENAI_API_KEY in the environment it talks to the real model; without, to a scripted one on this machine.
import { AgentTracer } from '@agenttracer/sdk-core'
import { openaiAgents } from '@agenttracer/sdk-openai'
import { Agent, Runner, tool } from '@openai/agents'
import { z } from 'zod'
import { openModel } from './script.ts'

const model = await openModel()

// The one line: runs, agents, hand-offs, guardrails, tools and model calls are traced from here on.
const tracer = new AgentTracer({
  agentId: 'travel-desk', agentVersion: '0.9.0', environment: 'demo', apiUrl: process.env['AGENTTRACER_API_URL'] ?? 'http://localhost:8000', plugins: [openaiAgents()],
})

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const findTrain = tool({ name: 'find_train', description: 'Find a train', parameters: z.object({ to: z.string() }), execute: async () => '08:12, platform 4' })
const bookSeat = tool({
  name: 'book_seat', description: 'Book a seat', parameters: z.object({ to: z.string() }), timeoutMs: 300, timeoutBehavior: 'raise_exception',
  execute: async () => { await pause(900); return 'booked' },
})

const booking = new Agent({ name: 'booking', model: 'gpt-4.1', instructions: 'Find and book trains.', tools: [findTrain, bookSeat] })
const triage = new Agent({
  name: 'triage', model: 'gpt-4.1', instructions: 'Send travellers to the right desk.', handoffs: [booking],
  inputGuardrails: [{ name: 'no_card_numbers', runInParallel: false, execute: async ({ input }) => ({ tripwireTriggered: JSON.stringify(input).includes('4111'), outputInfo: {} }) }],
})

const runner = new Runner(model.runner)
const ask = async (question: string): Promise<void> => {
  try {
    await runner.run(triage, question)
  } catch {
    // A failed run is what this demo is about; AgentTracer shows why it failed.
  }
}

await ask('When is the next train to Oslo?') // triage hands over to booking, which finds one
await ask('Book me a seat to Oslo.') // the booking tool runs into its own time limit
await ask('My card is 4111 1111 1111 1111.') // the input guardrail stops it before any model call
await ask('Book me a rocket to the moon.') // the model declines
await tracer.shutdown()
await model.close()
process.exit()
