import { AgentTracer, InMemoryExporter } from '@agenttracer/sdk-core'
import { startFakeModel } from '@agenttracer/testkit/adapter-conformance'
import OpenAI from 'openai'
import { zodFunction } from 'openai/helpers/zod'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { openai } from './index.ts'

type Script = Parameters<Awaited<ReturnType<typeof startFakeModel>>['script']>[0]
type Tools = Parameters<OpenAI['chat']['completions']['runTools']>[0]['tools']

const asks = (n: unknown): Script[number] => ({ kind: 'tools', calls: [{ name: 'look', args: { n } }] })
const says: Script[number] = { kind: 'text', text: 'canary' }
const byZod = zodFunction({ name: 'look', parameters: z.object({ n: z.number() }), function: () => 'canary' })
const byHand = {
  type: 'function', function: {
    name: 'look', description: 'look', parameters: { type: 'object', properties: {} }, function: () => 'canary',
    parse: (input: string) => { const read = JSON.parse(input) as { n: unknown }; if (typeof read.n !== 'number') throw new TypeError('canary'); return read },
  },
}

async function play(script: Script, tool: unknown, maxChatCompletions?: number): Promise<readonly string[]> {
  const model = await startFakeModel()
  const exporter = new InMemoryExporter()
  await using tracer = new AgentTracer({ exporter, plugins: [openai()] })
  try {
    model.script(script)
    const client = new OpenAI({ apiKey: 'sk-none', baseURL: model.url, maxRetries: 0 })
    await client.chat.completions.runTools({ model: 'gpt-4.1', messages: [{ role: 'user', content: 'canary' }], tools: [tool] as Tools }, maxChatCompletions === undefined ? {} : { maxChatCompletions }).done()
    await tracer.flush()
    expect(JSON.stringify(exporter.batches)).not.toContain('canary')
    return exporter.steps.filter(({ type }) => type !== 'model').map(({ type, name, status, signals }) => [type, name, status, ...(signals?.flags ?? [])].join(' '))
  } finally {
    await model.close()
  }
}

test.each([['zod', byZod], ['a parser of its own', byHand]])('arguments that %s refuses are a failed call that nobody made', async (_what, tool) => {
  expect(await play([asks('four'), asks(4), says], tool)).toEqual(['tool look error invalid_tool_arguments', 'tool look ok'])
})

test('a loop that ends because the model may not be asked again says so', async () => {
  expect(await play([asks(1), asks(2)], byZod, 2)).toEqual(['tool look ok', 'tool look ok', 'orchestration turn_limit ok step_limit_reached'])
})

test('a loop whose last call answers has not met its limit', async () => {
  expect(await play([asks(1), says], byZod, 2)).toEqual(['tool look ok'])
})
