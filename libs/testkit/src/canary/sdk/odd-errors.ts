import type { Plant } from './stage.ts'

type OddPlace =
  | 'hand.error.proxy' | 'hand.error.to-json' | 'hand.error.to-string' | 'hand.error.symbol' | 'hand.error.prepared-stack' | 'hand.error.many' | 'hand.error.request-id'
  | 'hand.error.sdk-metadata' | 'hand.error.validation' | 'hand.error.constructor' | 'hand.error.class-from-value'

class BillingError extends Error {}

/** Errors as nobody writes them by hand: what clients attach, what a language lets anybody override. */
export function oddErrors(plant: Plant<OddPlace>): readonly unknown[] {
  const [json, string, symbol, id, meta] = (['hand.error.to-json', 'hand.error.to-string', 'hand.error.symbol', 'hand.error.request-id', 'hand.error.sdk-metadata'] as const).map((place) => plant(place))
  const attached = Object.assign(new BillingError('attached'), {
    toJSON: () => json, toString: () => string, [Symbol.toPrimitive]: () => string, [Symbol.toStringTag]: string, [Symbol(symbol)]: symbol, requestID: id, headers: { 'x-request-id': id }, param: id,
    $metadata: { requestId: meta, httpStatusCode: 503 }, $fault: meta, $response: { body: meta },
  })
  const issue = plant('hand.error.validation')
  const invalid = Object.assign(new BillingError('invalid'), { name: 'ZodError', issues: [{ path: [issue], message: issue, received: issue }], errors: [{ path: [issue], message: issue }] })
  const relabelled = new BillingError('relabelled')
  Object.defineProperty(relabelled, 'constructor', { value: plant('hand.error.constructor') })
  return [attached, invalid, relabelled, answeringAnything(plant('hand.error.proxy')), crowd(plant('hand.error.many')), ofMadeClass(plant('hand.error.class-from-value', 'Payment')), prepared(plant('hand.error.prepared-stack'))]
}

/** Every property of it is the text, and every function of it answers the text. */
function answeringAnything(text: string): unknown {
  return new Proxy(() => text, { get: (_, key) => (key === 'then' ? undefined : text) })
}

function crowd(text: string): Error {
  const one = (_: unknown, at: number): Error => Object.assign(new BillingError(`${text} ${at}`), { code: `${text}_${at}`, name: `${text}${at}Error` })
  return new BillingError('outside', { cause: new AggregateError(Array.from({ length: 30 }, one), text) })
}

function ofMadeClass(text: string): Error {
  const made = { [`${text}Error`]: class extends Error {} }[`${text}Error`]
  return made === undefined ? new Error('no class') : new made('of a class that was made at run time')
}

/** A host's own formatter of stacks, while the error is made and for whoever reads its stack later. */
function prepared(text: string): Error {
  const before = Error.prepareStackTrace
  Error.prepareStackTrace = () => text
  try {
    const error = new BillingError('prepared')
    // Formatted at the first look.
    void error.stack
    return error
  } finally {
    Error.prepareStackTrace = before
  }
}
