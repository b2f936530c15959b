import type { Plant } from './stage.ts'

type ErrorPlace =
  | 'hand.error.message' | 'hand.error.stack' | 'hand.error.name' | 'hand.error.class' | 'hand.error.cause' | 'hand.error.aggregate' | 'hand.error.code'
  | 'hand.error.type' | 'hand.error.status' | 'hand.error.response-body' | 'hand.error.response-headers' | 'hand.error.config-url' | 'hand.error.lc-code'
  | 'hand.error.getter' | 'hand.error.unminifiable'

class BillingError extends Error {}

/** Errors as HTTP clients and frameworks make them, with text wherever a recorder might look. */
export function plantedErrors(plant: Plant<ErrorPlace>): readonly unknown[] {
  const rich = Object.assign(new BillingError(plant('hand.error.message'), { cause: new TypeError(plant('hand.error.cause')) }), {
    code: plant('hand.error.code'),
    type: plant('hand.error.type'),
    status: plant('hand.error.status'),
    lc_error_code: plant('hand.error.lc-code'),
    response: { status: 503, data: plant('hand.error.response-body'), headers: { 'x-customer': plant('hand.error.response-headers') } },
    config: { url: plant('hand.error.config-url') },
  })
  const renamed = Object.assign(new Error('see the stack'), { name: plant('hand.error.name'), stack: plant('hand.error.stack') })
  const aggregate = new AggregateError([new Error('first'), new Error(plant('hand.error.aggregate'))], 'all failed')
  return [rich, renamed, aggregate, ofPlantedClass(plant('hand.error.class', 'PaymentError')), withGetter(plant('hand.error.getter')), unminified(plant('hand.error.unminifiable'))]
}

function ofPlantedClass(name: string): Error {
  class Named extends Error {}
  Object.defineProperty(Named, 'name', { value: `${name}Error` })
  return new Named('of a class that was named at run time')
}

function withGetter(text: string): Error {
  const fail = (): never => {
    throw new Error(text)
  }
  return Object.defineProperties(new BillingError('has getters'), { status: { get: fail }, cause: { get: fail }, name: { get: fail }, code: { get: fail } })
}

function unminified(text: string): Error {
  class Interrupt extends Error {
    static unminifiable_name = text
  }
  return new Interrupt('named by its class')
}
