import { isIPv6 } from 'node:net'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/** Wrong passwords that one address may send within the time. */
const [most, withinSeconds] = [10, 15 * 60]

export interface Attempts {
  /** Counts a try before it is judged, so that many at once gain nothing. Seconds to wait if there were too many. */
  count(address: string): Promise<number | undefined>
  /** The try was right and does not count. */
  forgive(address: string): Promise<void>
}

export function createAttempts(): Attempts {
  const limiter = new RateLimiterMemory({ points: most, duration: withinSeconds })
  return {
    count: async (address) => {
      try {
        await limiter.consume(networkOf(address))
        return undefined
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused
        return Math.max(1, Math.ceil(refused.msBeforeNext / 1000))
      }
    },
    forgive: async (address) => void (await limiter.reward(networkOf(address))),
  }
}

/** One IPv6 customer has 2^64 addresses: the network counts. */
const networkOf = (address: string): string => {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1]
  return mapped ?? (isIPv6(address) ? address.split(':').slice(0, 4).join(':') : address)
}
