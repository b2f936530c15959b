import type { ProxySettings } from './doctor-env.ts'
import { bad, note, ok, type Verdict } from './verdict.ts'

const NEEDED_MAJOR = 24
const FAR_OFF_MS = 60_000

export function examineNode(version: string): Verdict {
  const where = `Node ${version} on ${process.platform}-${process.arch}`
  return Number(version.split('.')[0]) >= NEEDED_MAJOR ? ok(where) : bad(`${where} is too old for the server`, `Node ${NEEDED_MAJOR} or newer; agents may run on 20 and 22`)
}

/** A proxy between an agent and a keyless door: the door takes what was passed on for somebody else's and refuses it. */
export function examineProxy({ isObeyed, variable, except }: ProxySettings): Verdict {
  if (variable === undefined) return ok('no HTTP proxy is set in this shell')
  if (!isObeyed) return ok(`${variable} is set; Node does not use it here`)
  const isPast = except.includes('*') || ['localhost', '127.0.0.1'].every((host) => except.includes(host))
  return isPast ? ok(`${variable} is set; this machine is excepted`) : bad(`${variable} is set and Node uses it for this machine too`, 'NO_PROXY=localhost,127.0.0.1: the doors refuse what a proxy passed on without a key')
}

/** `aheadMs`: by how much the other clock is ahead of this one. */
export function examineClock(whose: string, aheadMs: number): Verdict {
  if (Math.abs(aheadMs) < FAR_OFF_MS) return ok(`the clock of ${whose} agrees with this one`)
  const far = `${Math.round(Math.abs(aheadMs) / 1000)} s ${aheadMs > 0 ? 'ahead' : 'behind'}`
  return note(`the clock of ${whose} is ${far}`, 'set both by NTP: the last 24 hours of one are not those of the other, so new runs may be outside the window that is shown')
}
