import { data, redirect } from '@remix-run/node'
import type { ActionFunctionArgs } from '@remix-run/node'
import { readForm } from '../form-data.server.ts'
import { changePreferences, readPreferences, writePreferences } from '../preferences/preferences.ts'
import { safeReturn } from '../preferences/safe-return.ts'

/** Keeps theme and time zone. A form without JavaScript is sent back to where it came from. */
export async function action({ request }: ActionFunctionArgs) {
  const form = await readForm(request)
  if (form === undefined) return new Response(null, { status: 400 })
  const headers = { 'Set-Cookie': writePreferences(changePreferences(readPreferences(request.headers.get('cookie')), form)) }
  return form.get('in') === 'place' ? data(null, { headers }) : redirect(safeReturn(form.get('back')), { headers })
}

export const loader = (): Response => redirect('/')
