import type { IncomingHttpHeaders } from 'node:http'

const proxyHeaders = /^(forwarded|via|x-forwarded(-.*)?|x-real-ip|cf-connecting-ip|true-client-ip)$/
const loopbackName = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i
const loopbackAddress = /^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/i

/** True for an address that only programs on this machine can reach. */
export const isLoopbackHost = (host: string): boolean => loopbackName.test(host) || loopbackAddress.test(host)

/**
 * Whether a request without a key may be a program on this machine (design.md section 10). A proxy in front, a name that was rebound to
 * this machine, or a page of another origin in somebody's browser would open the door to the world otherwise.
 */
export function isFromThisMachine(headers: IncomingHttpHeaders, remoteAddress: string | undefined): boolean {
  if (remoteAddress === undefined || !loopbackAddress.test(remoteAddress)) return false
  if (Object.keys(headers).some((name) => proxyHeaders.test(name))) return false
  const host = headers.host?.toLowerCase()
  if (host === undefined || !loopbackName.test(host.replace(/:\d{1,5}$/, ''))) return false
  return isOwnOrigin(headers.origin, host) && isOwnSite(headers['sec-fetch-site'])
}

const isOwnOrigin = (origin: string | undefined, host: string): boolean => origin === undefined || origin.toLowerCase() === `http://${host}`

/** `same-site` is another port of this machine: some other program's page. */
const isOwnSite = (site: string | string[] | undefined): boolean => site === undefined || site === 'same-origin' || site === 'none'

/** A form content type is what `curl -d` sends, and what any web page may send without asking: only the former counts as JSON. */
export const isFromBrowser = (headers: IncomingHttpHeaders): boolean => headers.origin !== undefined || headers['sec-fetch-site'] !== undefined
