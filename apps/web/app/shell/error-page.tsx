import { isRouteErrorResponse, useRouteError } from '@remix-run/react'
import { buttonClass } from '../ui/button.tsx'
import { NotFound } from './not-found.tsx'

/** A fault of ours while a page was made. Says what is known and no more: messages of errors are never shown. */
export function ErrorPage() {
  const error = useRouteError()
  if (isRouteErrorResponse(error) && error.status === 404) {
    return <NotFound title="There is no such page" text="The address may be mistyped, or the page may have moved." />
  }
  return (
    <div data-testid="state-error" className="py-10">
      <h1 className="text-xl font-semibold">This page could not be shown</h1>
      <p className="mt-2 text-muted">A fault in AgentTracer itself. Recording goes on; nothing that was acknowledged is lost.</p>
      <p className="mt-4 flex gap-2">
        <a className={buttonClass('primary')} href="">
          Try again
        </a>
        <a className={buttonClass()} href="/">
          Go to the overview
        </a>
      </p>
    </div>
  )
}
