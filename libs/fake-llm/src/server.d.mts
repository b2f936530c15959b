/** A scripted, OpenAI-compatible model server: the one paid network edge that tests and the demo replace. See README.md. */
export interface FakeMessage { readonly role: string; readonly content?: string; readonly type?: string }

export interface FakeRequest {
  readonly n: number
  readonly endpoint: 'chat' | 'responses' | 'embeddings' | 'models' | 'unknown'
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  readonly stream: boolean
  readonly model: string
  readonly messages: readonly FakeMessage[]
  readonly toolResults: readonly { readonly id: string; readonly output: unknown }[]
  readonly tools: readonly { readonly type: string; readonly name: string }[]
  readonly lastUser: string | undefined
  /** The openai client's own retry count. */
  readonly attempt: number
}

export interface FakeUsage { readonly input?: number; readonly output?: number; readonly cached?: number; readonly reasoning?: number; readonly total?: number }
export interface FakeCall { readonly name: string; readonly args?: object; readonly rawArgs?: string; readonly id?: string }

export interface FakeReply {
  readonly kind?: 'text' | 'tools' | 'refusal' | 'error' | 'hang' | 'reset' | 'malformed' | 'truncated' | 'stream_error' | 'raw'
  readonly text?: string
  readonly refusal?: string
  readonly reasoning?: string
  readonly calls?: readonly FakeCall[]
  readonly usage?: FakeUsage | null
  readonly model?: string
  readonly finish_reason?: string
  readonly failed?: { readonly code?: string; readonly message?: string }
  readonly preset?: 'rate_limit' | 'quota' | 'server' | 'overloaded' | 'auth' | 'not_found' | 'context_length_exceeded' | 'content_filter'
  readonly status?: number
  readonly code?: string | null
  readonly type?: string
  readonly message?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly ms?: number
  readonly then?: FakeReply
  readonly after?: number
  readonly clean?: boolean
  readonly where?: 'json' | 'args'
  readonly name?: string
  readonly dimensions?: number
  readonly delayMs?: number
  readonly chunkDelayMs?: number
  readonly repeat?: boolean
  readonly for?: 'embeddings'
}

export type FakeScript = readonly (FakeReply | ((request: FakeRequest) => FakeReply))[] | ((request: FakeRequest) => FakeReply | undefined | Promise<FakeReply | undefined>)

export interface FakeOptions {
  readonly script?: FakeScript
  readonly port?: number
  readonly chunkSize?: number
  readonly latencyMs?: number
  readonly chunkDelayMs?: number
  readonly record?: boolean
}

export interface FakeLlm {
  /** Ends in `/v1`. */
  readonly url: string
  readonly origin: string
  readonly port: number
  readonly requests: readonly FakeRequest[]
  setScript(script: FakeScript): void
  scriptLeft(): number
  close(): Promise<void>
}

export function startFakeLlm(options?: FakeOptions): Promise<FakeLlm>
export function createFakeFetch(options?: FakeOptions): typeof fetch & { readonly requests: readonly FakeRequest[]; setScript(script: FakeScript): void }
