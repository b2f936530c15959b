import { useRouteLoaderData } from '@remix-run/react'
import { Button } from '../ui/button.tsx'

/** Where people sign in they can also sign out. A document's own form: the answer is another server page. */
export function SignOut() {
  const root = useRouteLoaderData<{ readonly hasSignIn: boolean }>('root')
  if (root?.hasSignIn !== true) return null
  return (
    <form method="post" action="/sign-out">
      <Button type="submit" look="quiet">
        Sign out
      </Button>
    </form>
  )
}
