import type { PluginContext } from '@agenttracer/sdk-core'
import { callersSignal, signalOf } from './callers-signal.ts'
import type { Chain } from './names.ts'
import { isDeadline } from './signals.ts'
import { ToolCalls } from './tool-calls.ts'

export interface OpenModel {
  readonly signal: AbortSignal | undefined
  readonly offered: readonly string[]
  readonly parent: string | undefined
  readonly startedAt: number
  /** Of the runnable around it; undefined where LangChain keeps none for the flow. */
  readonly around: unknown
  hasToken: boolean
}

/** The deadline that has passed is this call's own, not one of the work around it. Where LangChain keeps no config for the flow nobody can tell. */
export const isOwnDeadline = (model: OpenModel | undefined): boolean => isDeadline(model?.signal) && model?.around !== undefined && signalOf(model.around)?.aborted !== true

/** Chains that work is only passed through. */
export const inPlace: ReadonlySet<Chain['kind']> = new Set(['named', 'function', 'plumbing'])

/** What the adapter remembers of one run of the host; it lives and dies with the recorder's run. */
export class RunState {
  readonly calls: ToolCalls
  readonly models = new Map<string, OpenModel>()
  readonly chains = new Map<string, Chain>()
  /** Chains whose input is an error: a batch that returns exceptions hands them on to the next step. */
  readonly fed = new Set<string>()
  /** Signals that the framework has made of the caller's. LangGraph unties those of a superstep that is over. */
  signal: AbortSignal | undefined
  /** The caller's own, as the first step of an outermost call shows it; undefined while no flow has told. */
  #callers: { readonly signal: AbortSignal | undefined } | undefined
  /** Steps that ended with an abort while nobody knew whose. */
  readonly aborted: string[] = []
  wasAborted = false
  hasFailed = false

  constructor(context: PluginContext) {
    this.calls = new ToolCalls(context)
  }

  /** Another call of the host's begins, with a signal of its own. */
  callBegins(): void {
    this.#callers = undefined
  }

  /** A step begins in the flow of this config. */
  stepBegins(config: unknown): void {
    if (config !== undefined) this.#callers ??= { signal: callersSignal(config) }
  }

  /** More work begins, and not under a signal that has fired: what failed or was stopped before has been dealt with. */
  goesOn(signal: AbortSignal | undefined): void {
    if (signal?.aborted === true) return
    this.hasFailed = false
    this.begins()
  }

  /** A graph whose caller has let go begins no further node. */
  begins(): void {
    this.wasAborted = false
    if (this.signal?.aborted === true && !isDeadline(this.signal)) this.signal = undefined
  }

  get #signals(): readonly (AbortSignal | undefined)[] {
    return [this.signal, this.#callers?.signal]
  }

  /** The caller has let go. */
  get isStopped(): boolean {
    return this.#signals.some((signal) => signal?.aborted === true && !isDeadline(signal))
  }

  /** The caller's time is over; `error` may be what the clock of the caller gave as its reason. */
  isOverdue(error: unknown, wasSeen: boolean): boolean {
    return this.#signals.some((signal) => isDeadline(signal) && (!wasSeen || error === signal?.reason))
  }

  /** Whether a chain is another one, or lies in it. */
  isBeneath(chain: string | undefined, other: string): boolean {
    let at = chain
    while (at !== undefined && at !== other) at = this.chains.get(at)?.parent
    return at === other
  }

  /** The fallbacks that work beneath a run is one of, whatever chains it is passed through. */
  fallbacksAround(parent: string | undefined): string | undefined {
    const around = parent === undefined ? undefined : this.chains.get(parent)
    return around !== undefined && inPlace.has(around.kind) ? around.fallbacks : undefined
  }

  /** Where work beneath a run stands, whatever chains it is passed through. */
  placeOf(parent: string | undefined): string | undefined {
    return parent === undefined ? undefined : (this.chains.get(parent)?.around ?? parent)
  }
}
