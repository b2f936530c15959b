import { redirect } from '@remix-run/node'

/** Settings begin with the keys. */
export const loader = (): Response => redirect('/p/default/settings/keys')
