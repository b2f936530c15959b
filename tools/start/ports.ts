import { createServer } from 'node:net'
import { freePort } from '@agenttracer/postgres'
import { Refusal } from './refusal.ts'

/** A port that a part of AgentTracer needs, and the setting that moves it. */
export interface PortNeed {
  readonly part: string
  readonly port: number
  readonly key: string
}

/** @throws Refusal that names each taken port and says how to go round it. */
export async function refuseTakenPorts(needs: readonly PortNeed[]): Promise<void> {
  const lines: string[] = []
  const seen = new Map<number, string>()
  for (const { part, port, key } of needs) {
    const twin = seen.get(port)
    if (twin !== undefined) lines.push(`${twin} and ${part} are both set to port ${port}: give ${key} another number.`)
    else if (await isTaken(port)) lines.push(`Port ${port} (${part}) is taken by another program: stop that one, or start with ${key}=${await freePort()}`)
    seen.set(port, part)
  }
  if (lines.length > 0) throw new Refusal(lines.join('\n'))
}

/** Whether a program listens on that port of this machine. */
export function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(true))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(false)))
  })
}
