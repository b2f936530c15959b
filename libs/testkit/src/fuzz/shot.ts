export const fuzzDoors = ['ingest', 'query', 'web'] as const
export type FuzzDoor = (typeof fuzzDoors)[number]

/**
 * How the bytes go out. `whole`: as any client sends them. `drip`: the body in three parts with pauses. `cut`: half of the body, then the
 * socket closes. `raw`: the body is the whole of what goes over the socket, request line and all. `crawl`: the same in pieces with pauses, and
 * then nothing more although the socket stays open.
 */
export type Manner = 'whole' | 'drip' | 'cut' | 'raw' | 'crawl'

/** The sender itself may have cut the talk short: no answer is no fault then. */
export const endsItself = ({ manner }: Shot): boolean => manner === 'cut' || manner === 'raw' || manner === 'crawl'

/** One hostile request. */
export interface Shot {
  readonly door: FuzzDoor
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array
  readonly manner: Manner
  /** Goes out with the admin key, so that it passes the gate of the control calls. */
  readonly isAdmin?: boolean
}

/** Stands in prose wherever it is planted: alone it would be a name as good as any. No answer, page or log may hold it. */
export const fuzzCanary = 'CANARY'
