import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'

/** Stands between the SDK and the API and keeps every byte that the SDK sends. */
export interface Capture {
  readonly url: string
  /** Request lines, headers and bodies, as sent. */
  readonly wire: () => Uint8Array
  /** The bodies, inflated. */
  readonly bodies: () => readonly string[]
  close(): Promise<void>
}

const receipt = JSON.stringify({ records: [], unknownKeys: 0 })

/** @param upstream where requests are passed on to; without one each is answered as committed. */
export async function startCapture(upstream?: string): Promise<Capture> {
  const parts: Uint8Array[] = []
  const bodies: string[] = []
  const server = createServer((request, response) => {
    void read(request).then((body) => {
      parts.push(Buffer.from(`${request.method} ${request.url}\n${request.rawHeaders.join('\n')}\n\n`), body)
      bodies.push((request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString('utf8'))
      if (upstream === undefined) response.writeHead(200, { 'content-type': 'application/json' }).end(receipt)
      else passOn(`${upstream}${request.url}`, { request, response, body })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    wire: () => Buffer.concat(parts),
    bodies: () => bodies,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function read(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

function passOn(url: string, { request, response, body }: { request: IncomingMessage; response: ServerResponse; body: Buffer }): void {
  const { host: _host, connection: _connection, ...headers } = request.headers
  const onward = httpRequest(url, { method: request.method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  onward.on('error', () => response.writeHead(502).end())
  onward.end(body)
}
