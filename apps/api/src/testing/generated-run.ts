import { iso, newRunId, newStepId, wireRun, wireStep, type Wire } from './wire-records.ts'

/** A whole run as an SDK would have sent it in the end. */
export interface GeneratedRun {
  readonly run: Wire
  readonly steps: readonly Wire[]
}

/** Numbers that decide everything; the same ones give the same run. */
export type Dice = (sides: number) => number

export const diceOf = (numbers: readonly number[]): Dice => {
  let at = 0
  return (sides) => {
    const number = numbers[at++ % numbers.length] ?? 0
    return (number + at * 31) % sides
  }
}

const errors: readonly Wire[] = [
  { errorClass: 'HttpError', httpStatus: 503 }, { errorClass: 'HttpError', httpStatus: 404 }, { errorClass: 'RateLimitError', errorCode: 'rate_limit_exceeded', httpStatus: 429 }, { errorClass: 'TypeError' },
  { errorClass: 'TimeoutError' }, { errorClass: 'AbortError' }, { errno: 'ECONNRESET', errorClass: 'SocketError' }, { errorClass: 'AuthenticationError', httpStatus: 401 }, {},
]
const ends: readonly Wire[] = [
  { errorClass: 'GraphRecursionError', errorCode: 'GRAPH_RECURSION_LIMIT' }, { errorClass: 'MaxTurnsExceededError' }, { errorClass: 'OutputParserException', errorCode: 'OUTPUT_PARSING_FAILURE' }, { errorClass: 'RangeError' },
  { errorClass: 'InputGuardrailTripwireTriggered' }, { errorClass: 'TokenBudgetError' },
]

/** Plays a program that follows the dice: turns with retries, fallbacks, parallel tools, sub-agents, searches and guardrails. */
class Program {
  readonly steps: Wire[] = []
  readonly #roll: Dice
  readonly #runId = newRunId()
  #ref = 0
  #clock = Date.now() - 60_000
  /** The last error that a step threw. */
  #thrown: readonly Wire[] = []

  constructor(roll: Dice) {
    this.#roll = roll
  }

  #step(type: string, name: string, more: Wire = {}, ms = 5 + this.#roll(20)): Wire {
    const step = wireStep(this.#runId, { type, name, seq: this.steps.length, endedAt: iso(this.#clock + ms), durationMs: ms, ...more }, this.#clock)
    this.#clock += ms
    this.steps.push(step)
    return step
  }

  #fails(type: string, name: string, more: Wire = {}): Wire {
    const chain = [{ ...errors[this.#roll(errors.length)], errorRef: ++this.#ref }]
    this.#thrown = chain
    return this.#step(type, name, { status: 'error', signals: { chain, flags: [] }, ...more })
  }

  /** One call with up to three tries; the last may work. */
  #tried(type: string, name: string, more: Wire): void {
    const tries = 1 + this.#roll(3)
    let first: unknown
    for (let attempt = 1; attempt <= tries; attempt++) {
      const of = { ...more, attempt, maxAttempts: 3, ...(first === undefined ? {} : { retryGroup: first }) }
      const step = attempt < tries || this.#roll(2) === 0 ? this.#fails(type, name, of) : this.#step(type, name, of)
      first ??= step['stepId']
    }
  }

  #turn(parent: Wire, depth: number): void {
    switch (this.#roll(9)) {
      case 0: return this.#tried('model', 'gpt-4.1', parent)
      case 1: return this.#tried('tool', 'search', parent)
      case 2: return void this.#step('tool', 'poll', { ...parent, repeatCount: 1 + this.#roll(4) })
      case 3: return void this.#step('retrieval', 'handbook', { ...parent, documentCount: this.#roll(2) })
      case 4: return void this.#step('model', 'gpt-4.1', { ...parent, finishReason: ['stop', 'length', 'content_filter'][this.#roll(3)], toolCallCount: this.#roll(3) })
      case 5: return void this.#step('guardrail', 'no_cards', { ...parent, triggered: this.#roll(3) === 0 })
      case 6: return this.#parallel(parent)
      default: return depth > 2 ? void this.#step('tool', 'look', parent) : this.#within(parent, depth)
    }
  }

  #parallel(parent: Wire): void {
    const start = this.#clock
    for (const name of ['weather', 'hotel', 'flight'].slice(0, 2 + this.#roll(2))) {
      this.#clock = start
      if (this.#roll(2) === 0) this.#fails('tool', name, parent)
      else this.#step('tool', name, parent)
    }
  }

  /** A sub-agent or a tool that holds steps; it may throw what happened last, wrapped or not. */
  #within(parent: Wire, depth: number): void {
    const start = this.#clock
    const stepId = newStepId()
    const seq = this.steps.length
    for (let turn = this.#roll(4); turn >= 0; turn--) this.#turn({ parentStepId: stepId }, depth + 1)
    const wrapped = this.#roll(3) === 0 ? [{ errorClass: 'AgentError', errorRef: ++this.#ref }, ...this.#thrown] : this.#thrown
    const hasFailed = this.#roll(2) === 0 && this.#thrown.length > 0
    const end = hasFailed ? { status: 'error', signals: { chain: wrapped, flags: [] } } : {}
    if (hasFailed) this.#thrown = wrapped
    const type = this.#roll(2) === 0 ? 'agent' : 'tool'
    this.steps.push(wireStep(this.#runId, { stepId, type, name: 'researcher', seq, ...parent, endedAt: iso(this.#clock), durationMs: this.#clock - start, ...end }, start))
  }

  #end(): Wire {
    switch (this.#roll(6)) {
      case 0: return { status: 'success' }
      case 1: return { status: 'cancelled', signals: { chain: [{ errorClass: 'AbortError', errorRef: ++this.#ref }], flags: ['caller_aborted'] } }
      case 2: return { status: 'failed', signals: { chain: [{ ...ends[this.#roll(ends.length)], errorRef: ++this.#ref }], flags: [] } }
      case 3: return { status: 'failed' }
      default: return this.#thrown.length === 0 ? { status: 'success' } : { status: 'failed', signals: { chain: this.#thrown, flags: [] } }
    }
  }

  play(): GeneratedRun {
    const start = this.#clock
    for (let turn = 1 + this.#roll(7); turn >= 0; turn--) this.#turn({}, 0)
    return { run: wireRun({ runId: this.#runId, endedAt: iso(this.#clock + 1), durationMs: this.#clock + 1 - start, ...this.#end() }, start), steps: this.steps }
  }
}

export const generatedRun = (roll: Dice): GeneratedRun => new Program(roll).play()
