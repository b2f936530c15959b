import type { ShouldRevalidateFunctionArgs } from '@remix-run/react'

/** Parameters that change what is shown of data that is already here. */
export const viewParameters: ReadonlySet<string> = new Set(['step', 'attempt', 'z', 'gaps', 'fold', 'density', 'cmp', 'table', 'ctx'])

/** No round trip to the server where only the view of the same page changed (ui-spec.md section 2). */
export function skipForViewState({ currentUrl, nextUrl, formMethod, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs): boolean {
  const isSamePage = currentUrl.pathname === nextUrl.pathname && formMethod === undefined
  return isSamePage && currentUrl.search !== nextUrl.search && dataSearch(currentUrl) === dataSearch(nextUrl) ? false : defaultShouldRevalidate
}

function dataSearch(url: URL): string {
  const params = new URLSearchParams(url.search)
  for (const name of viewParameters) params.delete(name)
  return params.toString()
}
