import { trailParameter } from '../../run-trail/trail.ts'

/** The address of what is on screen, for somebody else: without the list that only this tab knows. */
export function permalink(): string {
  const url = new URL(window.location.href)
  url.searchParams.delete(trailParameter)
  return url.href
}
