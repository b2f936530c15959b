import * as http from 'node:http'
import * as https from 'node:https'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Batch } from '@agenttracer/schema'
import type { Ledger } from '../diagnostics.ts'
import { readProperty } from '../signals/error-link.ts'
import { sdkVersion } from '../sdk-info.ts'
import type { Delivery, Exporter } from './exporter.ts'

const compress = promisify(gzip)
const timeoutMs = 10_000
const connectTimeoutMs = 3_000
const maxAnswerLength = 4 * 1024 * 1024
/** Below this gzip costs more than it saves. */
const gzipFromBytes = 1024

/** Posts batches to `{apiUrl}/v1/runs` over a kept connection. Compression runs off the event loop. */
export class HttpExporter implements Exporter {
  readonly #url: URL | undefined
  readonly #apiKey: string | undefined
  readonly #ledger: Ledger
  readonly #protocol: typeof http | typeof https
  readonly #agent: http.Agent
  #request: http.ClientRequest | undefined
  #isHeld = false

  constructor(target: { apiUrl: string; apiKey: string | undefined }, ledger: Ledger) {
    const url = `${target.apiUrl.replace(/\/+$/, '')}/v1/runs`
    this.#url = /^https?:/i.test(url) && URL.canParse(url) ? new URL(url) : undefined
    this.#apiKey = target.apiKey
    this.#ledger = ledger
    this.#protocol = this.#url?.protocol === 'https:' ? https : http
    this.#agent = new this.#protocol.Agent({ keepAlive: true, maxSockets: 1, timeout: timeoutMs })
  }

  hold(): void {
    this.#isHeld = true
    this.#request?.socket?.ref()
  }

  release(): void {
    this.#isHeld = false
    this.#request?.socket?.unref()
  }

  close(): void {
    this.#request?.destroy(tookTooLong)
    this.#agent.destroy()
  }

  async send(batch: Batch, isAwaited: boolean): Promise<Delivery> {
    this.#isHeld = isAwaited
    try {
      const json = JSON.stringify(batch)
      const isCompressed = json.length >= gzipFromBytes
      return this.#judge(await this.#post(isCompressed ? await compress(json) : json, isCompressed))
    } catch (error) {
      this.#ledger.tell({ type: 'export_failed', cause: error === tookTooLong ? 'timeout' : 'network' })
      return { kind: 'later', isPoison: false }
    }
  }

  #post(body: Uint8Array | string, isCompressed: boolean): Promise<Answer> {
    const url = this.#url
    if (url === undefined) throw new TypeError('url')
    return new Promise((resolve, reject) => {
      const headers: Record<string, string> = {
        'content-type': 'application/json',
        'user-agent': `agenttracer-js/${sdkVersion}`,
      }
      if (isCompressed) headers['content-encoding'] = 'gzip'
      if (this.#apiKey !== undefined) headers['authorization'] = `Bearer ${this.#apiKey}`
      const request = this.#protocol.request(url, { method: 'POST', headers, agent: this.#agent })
      this.#request = request
      const timer = setTimeout(() => request.destroy(tookTooLong), timeoutMs)
      timer.unref()
      const done = (): void => {
        clearTimeout(timer)
        this.#request = undefined
      }
      request.on('socket', (socket) => {
        if (this.#isHeld) socket.ref()
        else socket.unref()
        // A connect under way keeps a process alive whatever the socket says, so it is cut short.
        if (socket.connecting) setTimeout(() => socket.connecting && request.destroy(tookTooLong), connectTimeoutMs).unref()
      })
      request.on('error', (error) => {
        done()
        reject(error)
      })
      request.on('response', (response) => {
        resolve(readAnswer(response).finally(done))
      })
      request.end(body)
    })
  }

  #judge({ status, retryAfterMs, text }: Answer): Delivery {
    if (status >= 200 && status < 300) {
      const refused = refusedIn(text)
      if (refused !== undefined) return { kind: 'accepted', refused }
      this.#ledger.tell({ type: 'export_failed', cause: 'answer', httpStatus: status })
      return { kind: 'later', isPoison: true }
    }
    if (status === 401 || status === 403) {
      this.#ledger.tell({ type: 'unauthorized', httpStatus: status })
      return { kind: 'unauthorized' }
    }
    this.#ledger.tell({ type: 'export_failed', cause: 'status', httpStatus: status })
    if (status === 413) return { kind: 'too_large' }
    if (busy.includes(status)) return { kind: 'later', isPoison: false, afterMs: retryAfterMs }
    if (status >= 400 && status < 500) return { kind: 'rejected' }
    return { kind: 'later', isPoison: status >= 500 }
  }
}

/** Not now, or not here yet: nothing is wrong with the batch. */
const busy: readonly number[] = [404, 405, 408, 425, 429, 503]
const tookTooLong = new Error('timeout')

interface Answer {
  readonly status: number
  readonly retryAfterMs: number | undefined
  readonly text: string
}

async function readAnswer(response: http.IncomingMessage): Promise<Answer> {
  let text = ''
  response.setEncoding('utf8')
  try {
    for await (const part of response) {
      text += String(part)
      if (text.length > maxAnswerLength) throw tookTooLong
    }
  } catch {
    throw tookTooLong
  }
  return { status: response.statusCode ?? 0, retryAfterMs: retryAfter(response.headers['retry-after']), text }
}

/** Seconds or a date, as milliseconds from now. */
function retryAfter(header: string | undefined): number | undefined {
  const seconds = Number(header)
  if (Number.isFinite(seconds)) return seconds * 1000
  const date = Date.parse(String(header))
  return Number.isNaN(date) ? undefined : date - Date.now()
}

/** How many records the receipt refuses; undefined when the answer is no receipt (a proxy's page is no commit). */
function refusedIn(text: string): number | undefined {
  try {
    const records = readProperty(JSON.parse(text), 'records')
    return Array.isArray(records) ? records.filter((record) => readProperty(record, 'result') === 'refused').length : undefined
  } catch {
    return undefined
  }
}
