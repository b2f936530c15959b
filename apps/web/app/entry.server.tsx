import { PassThrough } from 'node:stream'
import { createReadableStreamFromReadable } from '@remix-run/node'
import type { AppLoadContext, EntryContext } from '@remix-run/node'
import { isRouteErrorResponse, RemixServer } from '@remix-run/react'
import { renderToPipeableStream } from 'react-dom/server'
import { errorClassOf, log } from './log.server.ts'
import { NonceContext } from './nonce.ts'

/** All data is there before rendering begins, so this bounds only a fault of ours. */
const renderTimeoutMs = 5_000

export default function handleRequest(request: Request, status: number, headers: Headers, context: EntryContext, load: AppLoadContext): Promise<Response> {
  const nonce = typeof load['nonce'] === 'string' ? load['nonce'] : undefined
  return new Promise((resolve, reject) => {
    let answered = status
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={nonce}>
        <RemixServer context={context} url={request.url} {...(nonce === undefined ? {} : { nonce })} />
      </NonceContext.Provider>,
      {
        ...(nonce === undefined ? {} : { nonce }),
        onAllReady() {
          const body = new PassThrough()
          headers.set('Content-Type', 'text/html; charset=utf-8')
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status: answered }))
          pipe(body)
        },
        onShellError: reject,
        onError: (thrown) => {
          answered = 500
          log({ event: 'bug', errorClass: errorClassOf(thrown), requestId: requestIdOf(load) })
        },
      },
    )
    setTimeout(abort, renderTimeoutMs).unref()
  })
}

/** A fault of ours: its class and request id are logged, its message may hold what must not be written down. */
export function handleError(thrown: unknown, { request, context }: { request: Request; context: AppLoadContext }): void {
  // An address, method or form that the pages do not have is the caller's fault.
  if (isRouteErrorResponse(thrown) && thrown.status < 500) return
  if (!request.signal.aborted) log({ event: 'bug', errorClass: errorClassOf(thrown), requestId: requestIdOf(context) })
}

const requestIdOf = (load: AppLoadContext): string => (typeof load['requestId'] === 'string' ? load['requestId'] : 'none')
