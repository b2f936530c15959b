import { useEffect } from 'react'

let isDone = false

/** React has taken over what the server drew: what is drawn from now on, the browser draws alone and may draw as it likes. Never true on a server. */
export const isHydrated = (): boolean => isDone

/** For the root of the page: effects run when all of it is taken over. */
export function useHydrationMark(): void {
  useEffect(() => {
    isDone = true
  }, [])
}
