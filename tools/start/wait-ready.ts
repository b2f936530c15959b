import { setTimeout as sleep } from 'node:timers/promises'

/** Asks the address until it answers as wanted; false when the time is up. */
export async function answersWithin(url: string, isWanted: (status: number) => boolean, withinMs: number): Promise<boolean> {
  const until = Date.now() + withinMs
  while (Date.now() < until) {
    try {
      const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(2000) })
      await answer.body?.cancel()
      if (isWanted(answer.status)) return true
    } catch {
      // not there yet
    }
    await sleep(60)
  }
  return false
}
