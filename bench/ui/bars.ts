/** The value below which the share lies. NaN for none. */
export const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN

export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** Prints measures beside their bars; without a bar a measure is for information. */
export class Bars {
  readonly #missed: string[] = []

  line(what: string, value: number, unit: string, limit?: number, best?: number): void {
    const isKept = limit === undefined || value <= limit
    if (!isKept) this.#missed.push(what)
    const [mark, bar] = limit === undefined ? ['    ', ''] : [isKept ? 'ok  ' : 'OVER', `bar ${limit}`]
    console.log(`${mark} ${what.padEnd(66)} ${digits(value)} ${unit.padEnd(5)} ${bar.padEnd(9)}${best === undefined ? '' : `best ${digits(best).trim()}`}`.trimEnd())
  }

  /** The median against the bar; beside it the best round, which shows what the machine's other work adds. */
  median(what: string, values: readonly number[], unit: string, limit?: number): void {
    this.line(`${what}, median of ${values.length}`, median(values), unit, limit, Math.min(...values))
  }

  /** Names of the measures that are over their bars. */
  get missed(): readonly string[] {
    return this.#missed
  }
}

const digits = (value: number): string => value.toFixed(value < 1 ? 3 : value < 10 ? 2 : 0).padStart(8)
