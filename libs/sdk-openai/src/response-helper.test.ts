import { AgentTracer, InMemoryExporter } from '@agenttracer/sdk-core'
import { startFakeModel } from '@agenttracer/testkit/adapter-conformance'
import OpenAI from 'openai'
import { expect, test } from 'vitest'
import { openai } from './index.ts'

type Script = Parameters<Awaited<ReturnType<typeof startFakeModel>>['script']>[0]

test.each<readonly [string, Script[number], object]>([
  ['is answered', { kind: 'text', text: 'canary', usage: { input: 5, output: 3 } }, { status: 'ok', streamed: true, finishReason: 'stop', inputTokens: 5, outputTokens: 3 }],
  ['breaks off with an error event', { kind: 'stream_error', text: 'canary and more of it', code: 'server_error', after: 4 }, { status: 'error', signals: { chain: [{ errorCode: 'server_error' }] } }],
  ['is cut', { kind: 'truncated', text: 'canary and more of it', after: 4 }, { status: 'error', signals: { flags: ['response_started'] } }],
  ['is turned away', { kind: 'error', status: 500, message: 'canary' }, { status: 'error', signals: { chain: [{ errorClass: 'InternalServerError', httpStatus: 500 }] } }],
])('a response by the stream helper that %s', async (_how, reply, wanted) => {
  const model = await startFakeModel()
  const exporter = new InMemoryExporter()
  const tracer = new AgentTracer({ exporter, plugins: [openai()] })
  const unhandled: unknown[] = []
  const note = (error: unknown): void => { unhandled.push(error) }
  process.on('unhandledRejection', note)
  try {
    model.script([reply])
    const client = new OpenAI({ apiKey: 'sk-none', baseURL: model.url, maxRetries: 0 })
    await tracer.run(() => client.responses.stream({ model: 'gpt-4.1', input: 'canary' }).finalResponse()).catch(() => undefined)
    await new Promise((resolve) => { setTimeout(resolve, 20) })
    await tracer.flush()
    expect(exporter.steps).toMatchObject([wanted])
    expect(unhandled).toEqual([])
    expect(JSON.stringify(exporter.batches)).not.toContain('canary')
  } finally {
    process.off('unhandledRejection', note)
    await tracer.shutdown()
    await model.close()
  }
})
