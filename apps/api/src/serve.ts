import type { AddressInfo } from 'node:net'
import type { Authenticator, ControlStore, IngestStore, QueryStore } from '@agenttracer/db'
import type { FastifyInstance } from 'fastify'
import { createAuthenticate } from './door/authenticate.ts'
import type { GateLimits } from './door/gate.ts'
import { buildIngestDoor } from './ingest-door.ts'
import type { Log } from './log-events.ts'
import type { DoorName, Metrics } from './metrics.ts'
import { buildQueryDoor } from './query-door.ts'

export interface ServeParts {
  readonly role: 'all' | DoorName
  readonly host: string
  /** 0 takes any free port. */
  readonly ingestPort: number
  readonly queryPort: number
  readonly isLocal: boolean
  readonly adminKeyHash?: Uint8Array | undefined
  readonly ingestStore: IngestStore
  readonly queryStore: QueryStore
  readonly controlStore: ControlStore
  readonly authenticator: Authenticator
  /** Requests a second that one key may send to a door. */
  readonly requestsPerSecond?: Readonly<Record<DoorName, number>>
  /** How much the ingest door takes on at once. */
  readonly gateLimits?: GateLimits
  /** Webhooks may go to addresses of the inside; default false. */
  readonly allowPrivateTargets?: boolean
  readonly log: Log
  readonly metrics: Metrics
}

const usualRates = { ingest: 1_000, query: 200 }

export interface Serving {
  /** Undefined for a door that this process does not serve. */
  readonly ingestPort: number | undefined
  readonly queryPort: number | undefined
  /** Answers what was taken (at most `withinMs`), then closes the doors. The stores are the caller's. */
  stop(withinMs: number): Promise<void>
}

/** Opens the doors that the role names. */
export async function serve(parts: ServeParts): Promise<Serving> {
  const { role, host, isLocal, adminKeyHash, authenticator, log, metrics, ingestStore, queryStore, controlStore } = parts
  const authenticate = createAuthenticate({ authenticator, isLocal, now: Date.now, ...(adminKeyHash === undefined ? {} : { adminKeyHash }) })
  const rates = parts.requestsPerSecond ?? usualRates
  const ports = { ingestPort: parts.ingestPort, queryPort: parts.queryPort }
  const doors: { readonly door: DoorName; readonly app: FastifyInstance }[] = []
  if (role !== 'query') doors.push({ door: 'ingest', app: await buildIngestDoor({ store: ingestStore, authenticate, log, metrics, queryPort: ports.queryPort, requestsPerSecond: rates.ingest, gateLimits: parts.gateLimits }) })
  if (role !== 'ingest') doors.push({ door: 'query', app: await buildQueryDoor({ store: queryStore, control: controlStore, authenticate, log, metrics, ports, requestsPerSecond: rates.query, allowPrivateTargets: parts.allowPrivateTargets ?? false }) })
  try {
    for (const { door, app } of doors) {
      await app.listen({ host, port: ports[`${door}Port`] })
      log({ event: 'api.started', door, port: portOf(app), isLocal })
    }
  } catch (error) {
    await Promise.allSettled(doors.map(({ app }) => app.close()))
    throw error
  }
  const portAt = (name: DoorName): number | undefined => doors.flatMap(({ door, app }) => (door === name ? portOf(app) : []))[0]
  return {
    ingestPort: portAt('ingest'),
    queryPort: portAt('query'),
    stop: async (withinMs) => {
      const cut = setTimeout(() => doors.forEach(({ app }) => app.server.closeAllConnections()), withinMs)
      await Promise.allSettled(doors.map(({ app }) => app.close()))
      clearTimeout(cut)
    },
  }
}

const portOf = (app: FastifyInstance): number => (app.server.address() as AddressInfo).port
