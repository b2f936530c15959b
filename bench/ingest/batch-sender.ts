import { Agent, request } from 'node:http'
import { gzipSync } from 'node:zlib'
import type { IngestRequest } from '@agenttracer/db'

export interface Sender extends Disposable {
  /** Resolves with the HTTP status once the whole answer is there. */
  send(body: Buffer): Promise<number>
}

const client = { clientId: '5f0c1b9e-6a57-4a0e-9d5a-1d6f4f2b7c11', sdk: { name: 'agenttracer', version: '0.1.0' }, dropped: [] }

/** A batch as the SDK puts it on the wire: JSON, gzip. Made before the clock runs. */
export const bodyOf = ({ runs, steps, open }: IngestRequest): Buffer => gzipSync(JSON.stringify({ runs, steps, open, client }))

/** Kept connections, as many as requests are under way. */
export function openSender(port: number): Sender {
  const agent = new Agent({ keepAlive: true })
  return {
    send: (body) =>
      new Promise((resolve, reject) => {
        const call = request({ host: '127.0.0.1', port, method: 'POST', path: '/v1/runs', agent, headers: { 'content-type': 'application/json', 'content-encoding': 'gzip', 'content-length': body.length } }, (answer) => {
          answer.resume().on('end', () => resolve(answer.statusCode ?? 0)).on('error', reject)
        })
        call.on('error', reject).end(body)
      }),
    [Symbol.dispose]: () => agent.destroy(),
  }
}
