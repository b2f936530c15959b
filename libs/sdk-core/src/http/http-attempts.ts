import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Recorder } from '../record/recorder.ts'
import { StepWork } from '../record/step-work.ts'
import { isObject, readProperty } from '../signals/error-link.ts'
import { hasFailed, type Flight } from './http-trail.ts'

type Read = (key: string) => unknown

/**
 * Sees the HTTP requests of a step through Node's own channels (undici and fetch; http and https for other clients), tied to the step by
 * the flow they start in. It reads whether a request was made, its method, status and error, and never a URL, a header or a body.
 * In a model step, a request that follows a failed one is the next attempt. Answers how to stop.
 */
export function watchHttp(recorder: Recorder): () => void {
  const flights = new WeakMap<object, Flight>()

  const created = (request: unknown): void => {
    const { scope } = recorder
    if (!(scope instanceof StepWork) || scope.isContainer || scope.ownsAttempts || !isObject(request)) return
    const method = String(readProperty(request, 'method') ?? '')
    const before = scope.httpTrail?.last
    // An unrelated call (a health check, a token by GET) does not repeat a failed POST.
    const isAttempt = scope.traits.type === 'model' && before !== undefined && hasFailed(before) && before.method === method
    const step = isAttempt ? recorder.nextAttempt(scope, { flight: before }) : scope
    const flight: Flight = { method, failedAt: 0, status: undefined, error: undefined }
    step.httpTrail = { last: flight }
    flights.set(request, flight)
  }

  // A weak map answers for what is no object, too.
  const answered = (request: unknown, read: Read): void => {
    const flight = flights.get(request as object)
    const status = readProperty(read('response'), 'statusCode')
    if (flight === undefined || typeof status !== 'number') return
    flight.status = status
    if (status >= 400) flight.failedAt = performance.now()
  }

  const failed = (request: unknown, read: Read): void => {
    const flight = flights.get(request as object)
    if (flight === undefined || hasFailed(flight)) return
    flight.failedAt = performance.now()
    flight.error = read('error')
  }

  const channels = Object.entries({
    'undici:request:create': created, 'undici:request:headers': answered, 'undici:request:error': failed,
    'http.client.request.start': created, 'http.client.response.finish': answered, 'http.client.request.error': failed,
  }).map(([name, listen]) => {
    const listener = (message: unknown): void => recorder.quietly(() => listen(readProperty(message, 'request'), (key) => readProperty(message, key)))
    subscribe(name, listener)
    return () => unsubscribe(name, listener)
  })
  return () => channels.forEach((stop) => stop())
}
