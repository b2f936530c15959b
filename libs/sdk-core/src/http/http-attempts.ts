import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Recorder } from '../record/recorder.ts'
import { StepWork } from '../record/step-work.ts'
import { isAbort, isObject, readProperty } from '../signals/error-link.ts'
import type { Flight, HttpTrail } from './http-trail.ts'

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
    const isAttempt = scope.traits.type === 'model' && before?.failedAt !== undefined && before.method === method
    const step = isAttempt ? recorder.nextAttempt(scope, {}, before) : scope
    const trail: HttpTrail = (step.httpTrail ??= { underWay: 0, goodAt: 0 })
    const flight: Flight = { trail, method, startedAt: performance.now() }
    trail.last = flight
    trail.failed = undefined
    trail.underWay++
    flights.set(request, flight)
  }

  const fail = (flight: Flight): void => {
    flight.failedAt = performance.now()
    flight.trail.failed = flight
  }

  // A weak map answers for what is no object, too.
  const answered = (request: unknown, read: Read): void => {
    const flight = flights.get(request as object)
    const status = readProperty(read('response'), 'statusCode')
    if (flight === undefined || typeof status !== 'number') return
    const { trail } = flight
    // Interim answers come before the one that counts.
    if (flight.status === undefined) trail.underWay--
    flight.status = status
    if (status >= 400) fail(flight)
    else {
      trail.goodAt = performance.now()
      trail.goodStatus = status
    }
  }

  const failed = (request: unknown, read: Read): void => {
    const flight = flights.get(request as object)
    if (flight === undefined || flight.failedAt !== undefined) return
    const { trail, status, startedAt } = flight
    const error = read('error')
    if (status === undefined) trail.underWay--
    // Whoever has a good answer lets go of the rest: of a long body, of the losers of a race.
    if (trail.goodAt > startedAt && isAbort(error)) return
    // Its own answer was no good after all.
    if (status !== undefined) trail.goodAt = 0
    flight.error = error
    fail(flight)
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
