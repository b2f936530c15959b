import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { readProperty } from '../signals/error-link.ts'
import type { Recorder } from '../record/recorder.ts'
import { StepWork } from '../record/step-work.ts'
import { hasFailed, type Flight } from './http-trail.ts'


type Listener = (message: unknown) => void

/**
 * Sees the HTTP requests of a step through Node's own channels (undici and fetch; http and https for other clients), tied to the step by
 * the flow they start in. It reads whether a request was made, its method, status and error, and never a URL, a header or a body.
 * In a model step, a request that follows a failed one is the next attempt.
 */
export class HttpAttempts {
  readonly #recorder: Recorder
  readonly #flights = new WeakMap<object, Flight>()
  readonly #channels: readonly (readonly [string, Listener])[]

  constructor(recorder: Recorder) {
    this.#recorder = recorder
    const created = this.#guard((message) => this.#created(readProperty(message, 'request')))
    const failed = this.#guard((message) => this.#failed(readProperty(message, 'request'), readProperty(message, 'error')))
    const answered = this.#guard((message) => {
      const response = readProperty(message, 'response')
      this.#answered(readProperty(message, 'request'), readProperty(response, 'statusCode'))
    })
    this.#channels = [
      ['undici:request:create', created], ['undici:request:headers', answered], ['undici:request:error', failed],
      ['http.client.request.start', created], ['http.client.response.finish', answered], ['http.client.request.error', failed],
    ]
  }

  start(): void {
    for (const [channel, listener] of this.#channels) subscribe(channel, listener)
  }

  stop(): void {
    for (const [channel, listener] of this.#channels) unsubscribe(channel, listener)
  }

  #guard(fn: (message: unknown) => void): Listener {
    return (message) => {
      try {
        fn(message)
      } catch {
        this.#recorder.count('host_hook_error')
      }
    }
  }

  #created(request: unknown): void {
    const scope = this.#recorder.scope
    if (!(scope instanceof StepWork) || typeof request !== 'object' || request === null) return
    if (scope.isContainer || scope.ownsAttempts) return
    const method = String(readProperty(request, 'method') ?? '')
    const before = scope.http?.last
    // An unrelated call (a health check, a token by GET) does not repeat a failed POST.
    const isAttempt = scope.spec.type === 'model' && before !== undefined && hasFailed(before) && before.method === method
    const step = isAttempt ? this.#recorder.nextAttempt(scope, { flight: before }) : scope
    const flight: Flight = { method, failedAt: 0, status: undefined, error: undefined }
    step.http = { last: flight }
    this.#flights.set(request, flight)
  }

  #answered(request: unknown, status: unknown): void {
    const flight = this.#tracked(request)
    if (flight === undefined || typeof status !== 'number') return
    flight.status = status
    if (status >= 400) flight.failedAt = performance.now()
  }

  #failed(request: unknown, error: unknown): void {
    const flight = this.#tracked(request)
    if (flight === undefined || hasFailed(flight)) return
    flight.failedAt = performance.now()
    flight.error = error
  }

  #tracked(request: unknown): Flight | undefined {
    return typeof request === 'object' && request !== null ? this.#flights.get(request) : undefined
  }
}
