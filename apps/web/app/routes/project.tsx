import { Outlet, useParams } from '@remix-run/react'
import { data } from '@remix-run/node'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { ErrorPage } from '../shell/error-page.tsx'
import { NotFound } from '../shell/not-found.tsx'
import { Shell } from '../shell/shell.tsx'
import { skipForViewState } from '../revalidation.ts'

/** Projects other than the first come with the issue on keys; a foreign slug gets the same page as a missing one. */
const known = 'default'

export const loader = ({ params }: LoaderFunctionArgs) => data(null, { status: params['project'] === known ? 200 : 404 })

export const shouldRevalidate = skipForViewState

export default function ProjectRoute() {
  const { project } = useParams()
  return (
    <Shell>
      {project === known ? <Outlet /> : <NotFound title="There is no such project" text="It may have another name, or you may not have access to it." />}
    </Shell>
  )
}

export function ErrorBoundary() {
  return (
    <Shell>
      <ErrorPage />
    </Shell>
  )
}
