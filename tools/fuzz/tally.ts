import { endsItself, fuzzCanary, type FuzzAnswer, type Shot } from '@agenttracer/testkit/fuzz'
import { Quantiles } from './quantiles.ts'

export interface FuzzFault {
  readonly kind: '5xx' | 'echo' | 'unanswered'
  /** Number of the request: `--seed S --only INDEX` sends it again and shows it. */
  readonly index: number
  /** Door, method, status and what the answer says of itself in words of ours; nothing of the request. */
  readonly what: string
}

const keptFaults = 200

/** Counts answers and keeps what must not be. */
export class Tally {
  sent = 0
  readonly statuses = new Map<string, number>()
  readonly faults: FuzzFault[] = []
  readonly refusing = new Quantiles()
  readonly #say: (line: string) => void
  readonly #spent = new Map<string, { count: number; elapsedMs: number }>()

  constructor(say: (line: string) => void) {
    this.#say = say
  }

  /** Which calls took most of the time, most first. */
  slowest(): readonly (readonly [string, number, number])[] {
    return [...this.#spent].map(([name, { count, elapsedMs }]) => [name, count, elapsedMs] as const).sort(([, , a], [, , b]) => b - a).slice(0, 12)
  }

  take({ status, text, elapsedMs }: FuzzAnswer, shot: Shot, index: number): void {
    this.sent += 1
    const key = `${shot.door} ${status}`
    const call = `${shot.door} ${/^\/(trpc\/[a-zA-Z.]+|v1\/runs\/export|[a-z0-9]+\/[a-z]+)/.exec(shot.path)?.[0] ?? 'other'} ${status}`
    const spent = this.#spent.get(call) ?? { count: 0, elapsedMs: 0 }
    this.#spent.set(call, { count: spent.count + 1, elapsedMs: spent.elapsedMs + elapsedMs })
    this.statuses.set(key, (this.statuses.get(key) ?? 0) + 1)
    if (status >= 400 && status < 500 && shot.manner === 'whole') this.refusing.add(elapsedMs)
    const what = `${shot.door} ${shot.method} (${shot.manner}) -> ${status} ${/"code":"([A-Z_]+)"/.exec(text)?.[1] ?? ''} after ${Math.round(elapsedMs)} ms`
    if (status >= 500) this.#keep({ kind: '5xx', index, what })
    else if (status === 0 && !endsItself(shot)) this.#keep({ kind: 'unanswered', index, what })
    if (text.includes(fuzzCanary)) this.#keep({ kind: 'echo', index, what })
  }

  #keep(fault: FuzzFault): void {
    if (this.faults.length >= keptFaults) return
    this.faults.push(fault)
    this.#say(`${fault.kind}, request ${fault.index}: ${fault.what}`)
  }
}
