import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'

interface Named {
  readonly runId: string
  readonly [field: string]: unknown
}
interface Sent {
  readonly runs: readonly Named[]
  readonly steps: readonly Named[]
}

export interface Collector extends AsyncDisposable {
  readonly url: string
  /** What has arrived since the last look, a record by its newest form. */
  take(): { readonly runs: readonly Named[]; readonly steps: readonly Named[] }
}

const answer = (message: object, finish_reason: string): object => ({
  id: 'c', object: 'chat.completion', created: 0, model: 'gpt-4.1-mini', choices: [{ index: 0, finish_reason, message: { role: 'assistant', content: null, refusal: null, ...message } }],
  usage: { prompt_tokens: 3, completion_tokens: 1, total_tokens: 4 },
})

interface Asked {
  readonly model?: string
  readonly tools?: readonly { readonly function: { readonly name: string } }[]
  readonly messages?: readonly { readonly role: string }[]
}

/** A model that calls the first tool that it is offered, once, and then answers with one word. */
function completion({ tools, messages }: Asked): object {
  const tool = tools?.[0]
  if (tool === undefined || messages?.some(({ role }) => role === 'tool') === true) return answer({ content: 'x' }, 'stop')
  return answer({ tool_calls: [{ id: 'call', type: 'function', function: { name: tool.function.name, arguments: '{}' } }] }, 'tool_calls')
}

/** An ingest door that keeps what it is sent, and beside it (under /llm) a model. Loopback, on a free port. */
export async function startCollector(): Promise<Collector> {
  const [runs, steps] = [new Map<string, Named>(), new Map<string, Named>()]
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      if (request.url === '/v1/runs') {
        const sent = JSON.parse(body) as Sent
        for (const run of sent.runs) runs.set(run.runId, run)
        for (const step of sent.steps) steps.set(String(step['stepId']), step)
      }
      const asked = JSON.parse(body) as Asked
      const isUnknown = asked.model === 'no-such-model'
      const answered = request.url === '/v1/runs' ? { records: [], unknownKeys: 0 } : isUnknown ? { error: { code: 'model_not_found', message: 'x' } } : completion(asked)
      response.writeHead(isUnknown ? 404 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(answered))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    take() {
      const taken = { runs: [...runs.values()], steps: [...steps.values()] }
      runs.clear()
      steps.clear()
      return taken
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks)
  return (request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString('utf8')
}
