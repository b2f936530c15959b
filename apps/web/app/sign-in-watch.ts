/** The page behind a request of the framework for data or routes; undefined for any other request. */
export function pageOfDataRequest(address: string, here: string): string | undefined {
  const url = new URL(address, here)
  if (url.origin !== new URL(here).origin) return undefined
  if (url.pathname === '/__manifest') return here
  if (!url.pathname.endsWith('.data')) return undefined
  url.searchParams.delete('_routes')
  const pathname = url.pathname === '/_root.data' ? '/' : url.pathname.slice(0, -'.data'.length)
  return `${url.origin}${pathname}${url.search}`
}

/**
 * A session that has ended in the middle of a walk through the pages: the page that was wanted is opened as a document, where the server
 * shows the sign-in form and then leads back. Without this the framework would show its error page.
 */
export function leadToSignIn(): void {
  const plain = window.fetch
  window.fetch = async (input, init) => {
    const answer = await plain(input, init)
    if (answer.status !== 401) return answer
    const page = pageOfDataRequest(input instanceof Request ? input.url : String(input), window.location.href)
    if (page === undefined) return answer
    window.location.assign(page)
    // The document goes: nothing may be drawn of the answer.
    return new Promise<never>(() => undefined)
  }
}
