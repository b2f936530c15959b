import { readProperty } from '@agenttracer/sdk-core'
import type { Call } from './call.ts'

type ParseResponse = (this: unknown, client: unknown, props: unknown) => unknown

/** The parts of the client's lazy promise that are read here. */
interface ApiPromise {
  responsePromise: Promise<unknown>
  parseResponse: ParseResponse
  _thenUnwrap?: Unwrap
}

type Unwrap = (transform: (value: unknown, props: unknown) => unknown) => unknown

const isApiPromise = (value: unknown): value is ApiPromise =>
  readProperty(value, 'responsePromise') instanceof Promise && typeof readProperty(value, 'parseResponse') === 'function'

/**
 * Watches the client's promise without touching it: `then` and `catch` would read the body a second time (they parse), so its two inner
 * parts are wrapped in place. The promise that the host gets is the client's own.
 */
export function observe(result: unknown, call: Call): void {
  if (!isApiPromise(result)) {
    call.handedOver()
    return
  }
  let isParsing = false
  const see = (value: unknown): void => {
    if (!observeStream(value, call)) call.answered(value)
  }
  const parse = result.parseResponse
  result.responsePromise = passOn(result.responsePromise, call, () => isParsing)
  result.parseResponse = async function parseTraced(client, props) {
    isParsing = true
    let value: unknown
    try {
      value = await parse.call(this, client, props)
    } catch (error) {
      call.failed(error)
      throw error
    }
    see(value)
    return value
  }
  const unwrap = result._thenUnwrap
  if (!Object.hasOwn(result, '_thenUnwrap') || typeof unwrap !== 'function') return
  // Newer clients bind this one to parts of their own: the helper for streamed responses goes that way, past what was wrapped above.
  result._thenUnwrap = (transform) => {
    isParsing = true
    // Nobody else waits for it now.
    result.responsePromise.catch(() => undefined)
    return unwrap.call(result, (value, props) => {
      see(value)
      return transform(value, props)
    })
  }
}

async function passOn(response: Promise<unknown>, call: Call, isParsing: () => boolean): Promise<unknown> {
  try {
    const value = await response
    // Whoever awaits the answer starts to parse it in this turn; otherwise only the raw response was wanted.
    setImmediate(() => {
      if (!isParsing()) call.handedOver()
    })
    return value
  } catch (error) {
    call.failed(error)
    throw error
  }
}

interface EventStream {
  iterator: () => AsyncIterator<unknown>
  readonly controller?: AbortController
}

const isStream = (value: unknown): value is EventStream =>
  typeof readProperty(value, 'iterator') === 'function' && readProperty(value, 'controller') instanceof AbortController

/** Watches a stream of the client as it is read, by whichever of its methods; the stream object stays the client's own. */
function observeStream(value: unknown, call: Call): boolean {
  if (!isStream(value)) return false
  call.streamed()
  const iterate = value.iterator
  value.iterator = function iterateTraced(this: unknown) {
    return watched(iterate.call(value), call, value.controller?.signal)
  }
  return true
}

function watched(inner: AsyncIterator<unknown>, call: Call, controller: AbortSignal | undefined): AsyncIterator<unknown> & AsyncIterable<unknown> {
  const reader = call.newReader()
  let hasPart = false
  const finish = (): void => {
    const answer = reader.answer()
    if (answer === undefined) call.broken(controller)
    else call.ended(answer)
  }
  return {
    async next(...args) {
      let step: IteratorResult<unknown>
      try {
        step = await inner.next(...args)
      } catch (error) {
        call.failed(error, true)
        throw error
      }
      if (step.done === true) finish()
      else if (reader.read(step.value) && !hasPart) {
        hasPart = true
        call.firstPart()
      }
      return step
    },
    async return(value) {
      const answer = reader.answer()
      if (answer === undefined) call.left()
      else call.ended(answer)
      return inner.return === undefined ? { done: true, value } : inner.return(value)
    },
    async throw(error) {
      call.failed(error, true)
      if (inner.throw === undefined) throw error
      return inner.throw(error)
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}
