/** How to reach a door. */
export interface ClientOptions {
  /** Address of the door, without a path: `http://localhost:8001`. */
  readonly url: string
  /** Not needed for a local AgentTracer on the same machine. */
  readonly apiKey?: string
  /** Sent with every call. */
  readonly headers?: Readonly<Record<string, string>>
  /** Another implementation of fetch. */
  readonly fetch?: typeof globalThis.fetch
}

export interface HttpOptions {
  readonly url: string
  readonly headers: Record<string, string>
  readonly fetch?: (input: string | URL | Request, init?: object) => Promise<Response>
}

/** The address of tRPC behind a door and the headers that open it. */
export const httpOptions = ({ url, apiKey, headers, fetch }: ClientOptions): HttpOptions => ({
  url: `${url.replace(/\/+$/, '')}/trpc`,
  headers: { ...headers, ...(apiKey === undefined || apiKey === '' ? {} : { authorization: `Bearer ${apiKey}` }) },
  ...(fetch === undefined ? {} : { fetch: (input, init) => fetch(input, init) }),
})
