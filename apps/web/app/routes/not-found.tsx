import { data } from '@remix-run/node'
import { NotFound } from '../shell/not-found.tsx'

export const loader = () => data(null, { status: 404 })

export default function NotFoundRoute() {
  return <NotFound title="There is no such page" text="The address may be mistyped, or the page may have moved." />
}
