/** How many times as long the first takes as the second: of each the best of some rounds, warm, since machines are shared with other work. */
export const timesLonger = (large: () => unknown, small: () => unknown, rounds = 25): number => bestMs(large, rounds) / bestMs(small, rounds)

const bestMs = (work: () => unknown, rounds: number): number =>
  Math.min(
    ...Array.from({ length: rounds }, () => {
      const before = performance.now()
      work()
      return performance.now() - before
    }),
  )
