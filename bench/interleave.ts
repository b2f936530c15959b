export interface Spread {
  readonly median: number
  readonly p10: number
  readonly p90: number
  /** The smallest sample: what the code costs when nobody else is on the machine. */
  readonly best: number
  /** Where the true median lies, 19 times in 20, whatever the samples' distribution (sign test). */
  readonly interval: readonly [from: number, to: number]
  readonly count: number
}

type Sample = () => Promise<number>

export interface Plan {
  /** At most; fewer when the time is over. */
  readonly rounds: number
  readonly warmup: number
  /** No round begins later than this, however slow the machine is; warming up ends after a quarter of it. */
  readonly withinMs?: number
  /** Told after each round: how many are done. */
  readonly onRound?: (done: number) => void
}

const at = (sorted: readonly number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN

const spread = (samples: readonly number[]): Spread => {
  const sorted = [...samples].sort((a, b) => a - b)
  const reach = 0.98 / Math.sqrt(Math.max(1, sorted.length))
  return { median: at(sorted, 0.5), p10: at(sorted, 0.1), p90: at(sorted, 0.9), best: at(sorted, 0), interval: [at(sorted, Math.max(0, 0.5 - reach)), at(sorted, 0.5 + reach)], count: sorted.length }
}

/** Samples of each way, by name, in the order they were taken: those of one round lie next to each other in time. */
export class Rounds<Name extends string> {
  readonly #samples: Readonly<Record<Name, readonly number[]>>

  constructor(samples: Readonly<Record<Name, readonly number[]>>) {
    this.#samples = samples
  }

  of(name: Name): Spread {
    return spread(this.#samples[name])
  }

  /** One way over another, round by round: what slows the machine down for a while slows both. */
  ratio(name: Name, over: Name): Spread {
    const below = this.#samples[over]
    return spread(this.#samples[name].map((value, round) => value / (below[round] ?? Number.NaN)))
  }
}

/** Takes the samples by turns (A B A B ..., the order swapped every round), so that a busy machine hits all alike. */
export async function interleave<Name extends string>(ways: Readonly<Record<Name, Sample>>, plan: Plan): Promise<Rounds<Name>> {
  const names = Object.keys(ways) as Name[]
  const samples = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>
  const began = performance.now()
  const hasPassed = (share: number): boolean => performance.now() - began > share * (plan.withinMs ?? Number.POSITIVE_INFINITY)
  for (let round = -plan.warmup; round < plan.rounds && !(round >= 3 && hasPassed(1)); round++) {
    if (round < 0 && hasPassed(0.25)) round = 0
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const value = await ways[name]()
      if (round >= 0) samples[name].push(value)
    }
    plan.onRound?.(round + 1)
  }
  return new Rounds(samples)
}

/** Processor time of this whole process (garbage collection and compiling included) that the function takes, in milliseconds. */
export function cpuMs(fn: () => void): number {
  const before = process.cpuUsage()
  fn()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
