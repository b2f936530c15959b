import type { Place } from '../mark/place.ts'

/** What is sent. Paths and headers go out as they stand. */
export interface HttpProbe {
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

export type Door = 'ingest' | 'query' | 'web'

/** A place of the server path, with the request that plants it. */
export interface HttpPlace extends Place {
  readonly door: Door
  readonly probe: (text: string) => HttpProbe
}

export const inUrl = (text: string): string => encodeURIComponent(text)
const json = { 'content-type': 'application/json' }
export const post = (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): HttpProbe => ({
  method: 'POST', path, headers: { ...json, ...headers }, body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
})
export const get = (path: string, headers: Readonly<Record<string, string>> = {}): HttpProbe => ({ method: 'GET', path, headers })
