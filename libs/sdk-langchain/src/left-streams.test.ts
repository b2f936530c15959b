import { says } from '@agenttracer/testkit/adapter-conformance'
import { StringOutputParser } from '@langchain/core/output_parsers'
import { RunnableLambda } from '@langchain/core/runnables'
import { ChatOpenAI } from '@langchain/openai'
import { expect, test } from 'vitest'
import { recordEach } from './recorded.fixture.ts'

const recorded = recordEach()
const chat = (): ChatOpenAI => new ChatOpenAI({ model: 'gpt-4.1', apiKey: 'sk-none', maxRetries: 0, configuration: { baseURL: recorded.model.url } })
const long = { ...says('one two three four five six seven eight nine ten'), chunkDelayMs: 5 }
const told = async (): Promise<readonly string[]> => {
  const { runs, steps } = await recorded.delivered()
  return [...runs.map(({ status }) => status), ...steps.map(({ name, status }) => `${name} ${status}`)]
}

const readers: Readonly<Record<string, (stream: AsyncIterable<unknown> & ReadableStream) => Promise<unknown>>> = {
  'leaves the loop': async (stream) => {
    for await (const part of stream) if (part !== undefined) return
  },
  'throws in the loop': async (stream) => {
    for await (const part of stream) if (part !== undefined) throw new RangeError('x')
  },
  'cancels what it is piped through': async (stream) => {
    const reader = stream.pipeThrough(new TransformStream()).getReader()
    await reader.read()
    await reader.cancel()
  },
}

test.each(Object.keys(readers))('a host that %s has ended the run', async (way) => {
  recorded.model.script([long])
  await readers[way]?.(await chat().pipe(new StringOutputParser()).withConfig({ runName: 'answer' }).stream('x')).catch(() => undefined)
  await expect.poll(told, { timeout: 5000 }).toEqual(['success', 'gpt-4.1 ok'])
})

test('a model whose stream is left was asked, and the run goes on', async () => {
  recorded.model.script([long, says()])
  await RunnableLambda.from(async (text: string, config) => {
    await readers['leaves the loop']?.(await chat().stream(text, config))
    return chat().invoke(text, config)
  }).invoke('x')
  expect(await told()).toEqual(['success', 'gpt-4.1 ok', 'gpt-4.1 ok'])
})

test('streams at the same time are left one by one', async () => {
  recorded.model.script([long, long])
  const chain = chat().pipe(new StringOutputParser())
  const [left, read] = await Promise.all([chain.stream('x'), chain.stream('x')])
  await readers['leaves the loop']?.(left)
  const parts: string[] = []
  for await (const part of read) parts.push(part)
  expect(parts.join('')).toBe('one two three four five six seven eight nine ten')
  const { steps } = await recorded.delivered()
  expect(steps.map((step) => (step.type === 'model' ? step.finishReason : step.type)).toSorted()).toEqual(['stop', undefined])
})
