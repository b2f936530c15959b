import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

export interface TargetAddress {
  readonly address: string
  readonly family: 4 | 6
}
export type Resolve = (host: string) => Promise<readonly TargetAddress[]>

export type TargetRefusal = 'bad_target' | 'not_resolved' | 'private_address'
export type CheckedTarget = { readonly ok: true; readonly url: URL; readonly at: TargetAddress } | { readonly ok: false; readonly why: TargetRefusal }

const systemResolve: Resolve = async (host) => (await lookup(host, { all: true, verbatim: true })).map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }))

/** Characters that the database's wall takes; a percent-encoded path never has others. */
const wall = /^https?:\/\/[A-Za-z0-9.:[-]+\]?(:[0-9]+)?(\/[A-Za-z0-9._~:/?#@$&()*+,;=%-]*)?$/

/** The target as an address to post to; undefined for what is none. The URL parser turns every way of writing an IPv4 address into the common one. */
export function parseTarget(text: string, allowPrivate: boolean): URL | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  url.hash = ''
  const isScheme = url.protocol === 'https:' || (allowPrivate && url.protocol === 'http:')
  return isScheme && url.username === '' && url.password === '' && url.hostname !== '' && wall.test(url.href) ? url : undefined
}

/** All of IPv6 that is handed out to the public; the rest is reserved, also where no special use has a name yet. */
const handedOut = '2000::/3'

/**
 * True for an address of the public internet. Everything else is somebody's inside: loopback, link-local (cloud metadata), private, carrier
 * NAT, multicast, reserved, and every IPv6 form that carries an IPv4 address in itself (mapped, NAT64, 6to4, Teredo).
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address) || address.includes('%')) return false
  const found = ipaddr.process(address)
  return found.range() === 'unicast' && (found.kind() === 'ipv4' || found.match(ipaddr.parseCIDR(handedOut)))
}

const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '')

/** Refused at once, without asking the DNS: what says by itself that it is an address of the inside. */
export function isPrivateLiteral({ hostname }: URL): boolean {
  const host = bare(hostname)
  return isIP(host) === 0 ? /(^|\.)localhost\.?$/i.test(host) : !isPublicAddress(host)
}

/**
 * Where a target lies now. One address outside the public internet refuses the whole name: the caller connects to exactly the address given
 * here, so that a second answer of the DNS cannot lead elsewhere.
 */
export async function checkTarget(text: string, { allowPrivate, resolve = systemResolve }: { readonly allowPrivate: boolean; readonly resolve?: Resolve | undefined }): Promise<CheckedTarget> {
  const url = parseTarget(text, allowPrivate)
  if (url === undefined) return { ok: false, why: 'bad_target' }
  const host = bare(url.hostname)
  const family = isIP(host)
  const found = family === 0 ? await resolve(host).catch(() => []) : [{ address: host, family: family === 6 ? 6 : 4 } as const]
  const [at] = found
  if (at === undefined) return { ok: false, why: 'not_resolved' }
  if (!allowPrivate && (isPrivateLiteral(url) || found.some(({ address }) => !isPublicAddress(address)))) return { ok: false, why: 'private_address' }
  return { ok: true, url, at }
}
