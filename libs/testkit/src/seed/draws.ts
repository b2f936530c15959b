/** Random choices that a number decides: the same seed gives the same data. */
export interface Draws {
  /** 0 up to, not including, 1. */
  share(): number
  /** A whole number of both ends. */
  whole(low: number, high: number): number
  chance(share: number): boolean
  pick<T>(list: readonly T[]): T
  /** One of the list by weight. */
  weighted<T extends { readonly weight: number }>(list: readonly T[]): T
  /** Positive with a long tail: half of them below `median`; one in a hundred past `median * e^(2.33 * spread)`. */
  tailed(median: number, spread: number): number
  bytes(count: number): Uint8Array
}

const golden = 0x6d2b79f5

/** Mulberry32: 32 bits of state, good enough for made-up data and fast. */
export function drawsFrom(seed: number): Draws {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + golden) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const share = (): number => next() / 2 ** 32
  const pick = <T>(list: readonly T[]): T => list[Math.floor(share() * list.length)] as T
  return {
    share,
    pick,
    whole: (low, high) => low + Math.floor(share() * (high - low + 1)),
    chance: (limit) => share() < limit,
    weighted: (list) => {
      let left = share() * list.reduce((sum, { weight }) => sum + weight, 0)
      return list.find(({ weight }) => (left -= weight) < 0) ?? pick(list)
    },
    tailed: (median, spread) => {
      const normal = Math.sqrt(-2 * Math.log(1 - share())) * Math.cos(2 * Math.PI * share())
      return median * Math.exp(normal * spread)
    },
    bytes: (count) => {
      const bytes = new Uint8Array(count)
      let word = 0
      for (let at = 0; at < count; at += 1) {
        word = at % 4 === 0 ? next() : word >>> 8
        bytes[at] = word & 255
      }
      return bytes
    },
  }
}
