import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { TargetAddress } from './target-address.ts'

export type PostResult = { readonly httpStatus: number } | { readonly trouble: 'timeout' | 'unreachable' }

export interface PinnedPost {
  readonly url: URL
  /** The only address that is connected to, whatever the DNS says by now. */
  readonly at: TargetAddress
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** For the whole exchange; milliseconds. */
  readonly withinMs: number
}

/** Posts to an address that was checked. Follows no redirect, uses no proxy and no kept connection, and reads nothing of the answer but its status. */
export function postPinned({ url, at, headers, body, withinMs }: PinnedPost): Promise<PostResult> {
  const pinned: LookupFunction = (_, options, done) => (options.all === true ? done(null, [at]) : done(null, at.address, at.family))
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(withinMs)
    const outgoing = (url.protocol === 'https:' ? httpsRequest : httpRequest)(
      url,
      { method: 'POST', agent: false, lookup: pinned, signal, headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) }, maxHeaderSize: 16_384 },
      (answer) => {
        resolve({ httpStatus: answer.statusCode ?? 0 })
        answer.on('error', () => undefined)
        answer.destroy()
      },
    )
    // The error's text may name the target; only its kind is kept.
    outgoing.on('error', () => resolve({ trouble: signal.aborted ? 'timeout' : 'unreachable' }))
    outgoing.end(body)
  })
}
