import { redirect } from '@remix-run/node'

/** The one project until there are more. */
export const loader = (): Response => redirect('/p/default')
