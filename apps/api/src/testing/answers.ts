/** One answer, read whole. */
export interface Answer<Body = Record<string, unknown>> {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Parsed JSON; an empty object when it is none. */
  readonly body: Body
}

export interface Caller {
  get<Body = Record<string, unknown>>(path: string, headers?: Record<string, string>): Promise<Answer<Body>>
  post<Body = Record<string, unknown>>(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer<Body>>
  /** Everything that was ever answered, headers too: to search for what must not be there. */
  seen(): string
}

/** Speaks HTTP to one door as any client would. A text or bytes go as they are, anything else as JSON. */
export function callerAt(baseUrl: string): Caller {
  const answers: string[] = []
  const call = async <Body>(path: string, init: RequestInit): Promise<Answer<Body>> => {
    const response = await fetch(`${baseUrl}${path}`, { ...init, signal: AbortSignal.timeout(20_000) })
    const text = await response.text()
    answers.push(JSON.stringify([...response.headers]), text)
    return { status: response.status, headers: response.headers, text, body: parsed(text) as Body }
  }
  return {
    get: (path, headers = {}) => call(path, { headers }),
    post: (path, body, headers = {}) =>
      call(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
      }),
    seen: () => answers.join('\n'),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}
