import { readProperty, type PluginContext, type WorkEnd } from '@agenttracer/sdk-core'
import { RunState } from './agents/run-state.ts'
import { declaredTool, endsEarly, mayOfferMore, offeredTools, readArguments, type Answer } from './answer.ts'
import { goOn, watchSignal } from './caller-signals.ts'
import type { Endpoint } from './endpoints.ts'
import { failureOf, isAbortedByCaller, isCallLimit, isDeadline, signalOf } from './signals.ts'
import type { StreamReader } from './stream-reader.ts'

/** An abort this soon after another call's answer was made by whoever had waited for the first of them, in milliseconds. */
const letGoWithinMs = 50

/** One call of the client, from the method to the end of the answer or of its stream. The call itself is the recorder's key. */
export class Call {
  readonly #context: PluginContext
  readonly #endpoint: Endpoint
  readonly #signal: AbortSignal | undefined
  readonly #offered: readonly string[] = []
  readonly #mayOfferMore: boolean = false
  readonly #isJoined: boolean
  readonly #startedAt = performance.now()
  #hasAnswer = false
  #hasEnded = false

  constructor(context: PluginContext, endpoint: Endpoint, request: { body: unknown; options: unknown; isAzure: boolean }) {
    this.#context = context
    this.#endpoint = endpoint
    this.#signal = signalOf(request.options)
    // The same call seen by a framework's plugin is its step already: this one only adds to it.
    this.#isJoined = context.joinModel(this)
    if (this.#isJoined) return
    this.#offered = offeredTools(request.body)
    this.#mayOfferMore = mayOfferMore(request.body)
    const model = readProperty(request.body, 'model')
    const name = typeof model === 'string' ? model : undefined
    const lane = `openai|${endpoint.operation}|${name ?? ''}`
    context.step.start(this, { type: 'model', name, operation: endpoint.operation, lane, input: request.body })
    context.step.set(this, 'model', { provider: request.isAzure ? 'azure_openai' : 'openai' })
    if (this.#signal !== undefined) this.#watch(this.#signal)
  }

  within<R>(fn: () => R): R {
    return this.#context.within(this, fn)
  }

  get signal(): AbortSignal | undefined {
    return this.#signal
  }

  newReader(): StreamReader {
    return this.#endpoint.reader()
  }

  streamed(): void {
    this.#context.step.set(this, 'model', { streamed: true })
  }

  firstPart(): void {
    this.#noteAnswer()
    this.#context.step.set(this, 'model', { ttftMs: Math.round((performance.now() - this.#startedAt) * 1000) / 1000 })
  }

  answered(result: unknown): void {
    this.ended(this.#endpoint.answer(result))
  }

  ended(answer: Answer): void {
    if (this.#hasAnswer) return
    this.#hasAnswer = true
    this.#noteAnswer()
    this.#context.step.set(this, 'model', answer.facts)
    for (const flag of answer.flags) this.#context.step.flag(this, flag)
    this.#end(answer.error === undefined ? {} : { error: answer.error, isReturned: true })
    if (!this.#isJoined) this.#toolCalls(answer)
  }

  /** Only the response was asked for: its body is the caller's, and so is its end. */
  handedOver(): void {
    if (!this.#hasEnded) this.#end({})
  }

  failed(error: unknown, hasStarted = false): void {
    const end = failureOf(error, this.#signal, hasStarted)
    if (end.status === 'cancelled') this.#stopped(end)
    else this.#end(end)
  }

  /** A stream that is over without having said so. */
  broken(controller: AbortSignal | undefined): void {
    // The client just ends it then, without an error.
    if (isCallLimit(this.#signal)) this.#end({ status: 'error', flags: ['timed_out'] })
    else if (isDeadline(this.#signal)) this.#end({ status: 'error', flags: ['deadline'] })
    else if (isAbortedByCaller(this.#signal) || controller?.aborted === true) this.#stopped({ status: 'cancelled', flags: ['caller_aborted'] })
    else this.#end({ status: 'error', flags: ['stream_ended_early'] })
  }

  /** The caller stopped reading: it has what it wanted. */
  left(): void {
    this.#end({})
  }

  get #state(): RunState | undefined {
    return this.#context.runState(this, () => new RunState())
  }

  #watch(signal: AbortSignal): void {
    const state = this.#state
    if (state !== undefined) watchSignal(this.#context, state, signal)
  }

  #noteAnswer(): void {
    const state = this.#state
    if (state !== undefined) state.lastAnswer = { by: this, at: performance.now() }
  }

  /** The caller stopped it. Right after another call beside it has answered that is the end of a race and not of the run. */
  #stopped(end: WorkEnd): void {
    this.#end(end)
    const state = this.#state
    const last = state?.lastAnswer
    if (state !== undefined && last?.by === this) state.lastAnswer = undefined
    if (last === undefined || last.by === this || last.at < this.#startedAt || performance.now() - last.at > letGoWithinMs) return
    goOn(this.#context, this)
  }

  #end(end: WorkEnd): void {
    this.#hasEnded = true
    this.#context.step.end(this, end)
  }

  /** In a loop written by hand nobody else sees a call of a tool that was not offered, or of arguments that are no JSON. */
  #toolCalls(answer: Answer): void {
    for (const { name, args, isText } of answer.toolCalls) {
      const isOffered = name !== undefined && (this.#mayOfferMore || this.#offered.includes(name))
      const read = isText === true ? { value: args } : readArguments(args)
      if (isOffered && read !== undefined) {
        this.#context.toolAsked(this, name, read.value)
        continue
      }
      // A call that was cut with its answer was never made.
      if (isOffered && endsEarly(answer)) continue
      const fault = isOffered ? 'invalid_tool_arguments' : 'unknown_tool'
      const key = {}
      this.#context.step.start(key, { type: 'tool', name: declaredTool(this.#offered, name), operation: 'execute_tool' })
      this.#context.step.end(key, { status: 'error', flags: [fault] })
    }
  }
}
