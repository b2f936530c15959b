import { createServer, type IncomingMessage, request as onward, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Stands between the web server and the query door, and makes chosen procedures fail there as a fault of the API would. */
export interface FaultProxy {
  readonly url: string
  /** Procedures that have passed since it was last emptied, without the streams. */
  readonly seen: Set<string>
  /** Procedures that fail from now on. */
  readonly broken: Set<string>
  stop(): Promise<void>
}

const fault = { error: { message: 'The server failed.', code: -32_603, data: { code: 'INTERNAL', hint: 'Try again.', httpStatus: 500 } } }

/** `target`: address of the query door. */
export async function startFaultProxy(target: () => string): Promise<FaultProxy> {
  const [seen, broken] = [new Set<string>(), new Set<string>()]
  const server = createServer((request, response) => {
    const names = proceduresOf(request)
    const passed = onward(new URL(request.url ?? '/', target()), { method: request.method, headers: { ...request.headers, host: new URL(target()).host, 'accept-encoding': 'identity' } }, (answer) => {
      if (answer.headers['content-type']?.startsWith('text/event-stream') !== true) for (const name of names) seen.add(name)
      if (names.some((name) => broken.has(name))) void answerBroken(names, broken, answer, response)
      else {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      }
    })
    passed.on('error', () => response.destroy())
    response.on('close', () => passed.destroy())
    request.pipe(passed)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen, broken,
    stop: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** Names of a call, several where the client has put calls together. */
function proceduresOf({ url = '' }: IncomingMessage): readonly string[] {
  const names = /^\/trpc\/([^?]+)/.exec(url)?.[1]
  return names === undefined ? [] : decodeURIComponent(names).split(',')
}

/** The answer as it came, but for those that are broken. */
async function answerBroken(names: readonly string[], broken: ReadonlySet<string>, answer: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  if (answer.headers['content-type']?.startsWith('text/event-stream') === true) answer.destroy()
  else for await (const chunk of answer) chunks.push(chunk as Buffer)
  const whole: unknown = chunks.length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString('utf8'))
  const body = Array.isArray(whole) ? whole.map((one: unknown, at) => (broken.has(names[at] ?? '') ? fault : one)) : fault
  response.writeHead(Array.isArray(whole) && names.some((name) => !broken.has(name)) ? 207 : 500, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
