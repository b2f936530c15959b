import { Agent, request as httpRequest, type ClientRequest } from 'node:http'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FuzzDoor, Shot } from './shot.ts'

export interface FuzzTarget {
  /** Port on 127.0.0.1 by door. */
  readonly ports: Readonly<Partial<Record<FuzzDoor, number>>>
  readonly adminKey: string
}

export interface FuzzAnswer {
  /** 0: the socket was closed without an answer; -1: Node refused to send such a thing. */
  readonly status: number
  /** Status line, headers and body. */
  readonly text: string
  readonly elapsedMs: number
}

const withinMs = 45_000
const pauseMs = 150
const rawWithinMs = 1_000

/** Sends shots over kept connections, as they are: also what fetch would refuse to send. */
export class Gun {
  readonly #target: FuzzTarget
  readonly #agent: Agent

  constructor(target: FuzzTarget, connections: number) {
    this.#target = target
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections })
  }

  async fire(shot: Shot): Promise<FuzzAnswer> {
    const began = performance.now()
    const answer = await (shot.manner === 'raw' || shot.manner === 'crawl' ? this.#raw(shot) : this.#http(shot))
    return { ...answer, elapsedMs: performance.now() - began }
  }

  close(): void {
    this.#agent.destroy()
  }

  #http(shot: Shot, isAgain = false): Promise<Omit<FuzzAnswer, 'elapsedMs'>> {
    return new Promise((resolve) => {
      const none = { status: 0, text: '' }
      let call: ClientRequest
      try {
        const body = shot.body
        const headers = { ...shot.headers, ...(shot.isAdmin === true ? { authorization: `Bearer ${this.#target.adminKey}` } : {}), ...(body === undefined ? {} : { 'content-length': String(body.length) }) }
        call = httpRequest({ host: '127.0.0.1', port: this.#target.ports[shot.door], method: shot.method, path: shot.path, headers, agent: this.#agent, timeout: withinMs }, (response) => {
          const parts: Buffer[] = [Buffer.from(`${response.statusCode} ${response.statusMessage}\n${response.rawHeaders.join('\n')}\n\n`)]
          response.on('data', (part: Buffer) => parts.push(part))
          response.on('error', () => resolve(none))
          response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString('latin1') }))
        })
      } catch {
        return resolve({ status: -1, text: '' })
      }
      // The server may close a kept connection in the moment in which it is used again: that is no answer to this request.
      call.on('error', () => (call.reusedSocket && !isAgain ? resolve(this.#http(shot, true)) : resolve(none)))
      call.on('timeout', () => call.destroy(new Error('timeout')))
      void write(call, shot)
    })
  }

  #raw(shot: Shot): Promise<Omit<FuzzAnswer, 'elapsedMs'>> {
    return new Promise((resolve) => {
      let text = ''
      const socket = connect(this.#target.ports[shot.door] ?? 0, '127.0.0.1')
      const end = (): void => {
        socket.destroy()
        resolve({ status: worstStatus(text), text })
      }
      socket.setTimeout(rawWithinMs, end)
      socket.on('data', (part) => (text += part.toString('latin1'))).on('error', end).on('close', end)
      void (shot.manner === 'raw' ? socket.end(shot.body ?? '') : crawl(socket, shot.body ?? new Uint8Array()))
    })
  }
}

/** Of all answers on a connection the one that says most of a fault; 0: none came. */
const worstStatus = (text: string): number => Math.max(0, ...[...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status)))

/** A head that never comes to its end keeps a connection busy: the server must outlast many of them. */
async function crawl(socket: Socket, bytes: Uint8Array): Promise<void> {
  const piece = Math.ceil(bytes.length / 4)
  for (let at = 0; at < bytes.length && !socket.destroyed; at += piece) {
    socket.write(bytes.subarray(at, Math.min(at + piece, bytes.length - 1)))
    await sleep(pauseMs)
  }
}

async function write(call: ClientRequest, { body = new Uint8Array(), manner }: Shot): Promise<void> {
  if (manner === 'whole') return void call.end(body)
  const half = Math.ceil(body.length / 2)
  call.write(body.subarray(0, half))
  await sleep(pauseMs)
  if (manner === 'cut') return void call.destroy()
  if (!call.destroyed) call.write(body.subarray(half, half + 1))
  await sleep(pauseMs)
  if (!call.destroyed) call.end(body.subarray(half + 1))
}
