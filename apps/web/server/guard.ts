import type { IncomingHttpHeaders } from 'node:http'

/** Why a request is turned away; a closed list, so that it can be logged. */
export type GuardRule = 'proxy_header' | 'foreign_host' | 'foreign_origin' | 'cross_site' | 'form_from_page'

export interface GuardedRequest {
  readonly method: string
  readonly headers: IncomingHttpHeaders
  /** Goes to a door of the API. */
  readonly isPiped: boolean
}

const loopbackHost = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i
const proxyHeader = /^(forwarded|via|x-forwarded-.+)$/

/**
 * The same-origin and same-machine rule of design.md section 10. In local mode nobody signs in, so nothing that a proxy, a rebound name
 * or another site's page could send may pass. Undefined: let it through.
 */
export function turnedAway({ method, headers, isPiped }: GuardedRequest, isLocal: boolean): GuardRule | undefined {
  const host = headers.host ?? ''
  if (isLocal && Object.keys(headers).some((name) => proxyHeader.test(name))) return 'proxy_header'
  if (isLocal && !loopbackHost.test(host)) return 'foreign_host'
  if (headers.origin !== undefined && !isOwnOrigin(headers.origin, host)) return 'foreign_origin'
  const site = headers['sec-fetch-site']
  const isNavigation = headers['sec-fetch-mode'] === 'navigate' && method === 'GET' && !isPiped
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !isNavigation) return 'cross_site'
  return isPiped && isForm(headers['content-type']) && isFromPage(headers) ? 'form_from_page' : undefined
}

/** A browser says that one of our own pages asks. What carries the admin key asks for no less. */
export const isSurelyOwnPage = (headers: IncomingHttpHeaders): boolean =>
  headers['sec-fetch-site'] === 'same-origin' || (headers.origin !== undefined && isOwnOrigin(headers.origin, headers.host ?? ''))

/** Any page may post a form to us, `curl -d` sends the same content type: only the page says where it comes from. */
const isFromPage = (headers: IncomingHttpHeaders): boolean => headers.origin !== undefined || headers['sec-fetch-site'] !== undefined

const isForm = (type: string | undefined): boolean => type === undefined ? false : /^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\b/i.test(type)

function isOwnOrigin(origin: string, host: string): boolean {
  try {
    const { protocol, host: from } = new URL(origin)
    return /^https?:$/.test(protocol) && from.toLowerCase() === host.toLowerCase()
  } catch {
    return false
  }
}
