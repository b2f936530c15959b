const isRouteLookup = ({ pathname }: URL): boolean => pathname === '/__manifest'

/** The page behind a request of the framework for data or routes; undefined for any other request. */
export function pageOfDataRequest(asked: URL, here: string): string | undefined {
  if (asked.origin !== new URL(here).origin) return undefined
  if (isRouteLookup(asked)) return here
  if (!asked.pathname.endsWith('.data')) return undefined
  const page = new URL(asked)
  page.searchParams.delete('_routes')
  page.pathname = asked.pathname === '/_root.data' ? '/' : asked.pathname.slice(0, -'.data'.length)
  return page.href
}

/**
 * A session that has ended in the middle of a walk through the pages: the page that was wanted is opened as a document, where the server
 * shows the sign-in form and then leads back. Without this the framework would show its error page. Routes that it only looks up ahead, for links
 * on the page, take nobody away from what is being read: they are asked for again when somebody follows one.
 */
export function leadToSignIn(): void {
  const plain = window.fetch
  window.fetch = async (input, init) => {
    const answer = await plain(input, init)
    if (answer.status !== 401) return answer
    const here = window.location.href
    const asked = new URL(input instanceof Request ? input.url : input, here)
    const page = pageOfDataRequest(asked, here)
    if (page === undefined) return answer
    const isAhead = isRouteLookup(asked) && window.__remixRouter.state.navigation.state === 'idle'
    if (!isAhead) window.location.assign(page)
    // Nothing may be drawn of the answer, and nothing counts as looked up.
    return new Promise<never>(() => undefined)
  }
}
