import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** Most statements take less than a millisecond, and between two a session tells of its COMMIT only. */
const everyMs = 4
/** Stands among the statements where the connection was lost: then not all of them were seen. */
export const watchBrokeOff = 'THE WATCH BROKE OFF'

/** Keeps what Postgres tells of the work of our processes: the texts of their statements, as any operator may read them. */
export async function watchStatements(ownerUrl: string): Promise<{ stop(): Promise<string> }> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'canary-watch' })
  client.on('error', () => undefined)
  await client.connect()
  const seen = new Set<string>()
  const over = new AbortController()
  const loop = (async () => {
    while (!over.signal.aborted) {
      const { rows } = await client.query<{ text: string }>("select concat_ws(' ', application_name, usename, query) as text from pg_stat_activity where application_name like 'agenttracer%'")
      for (const { text } of rows) seen.add(text)
      await sleep(everyMs, undefined, { signal: over.signal }).catch(() => undefined)
    }
  })().catch(() => void seen.add(watchBrokeOff))
  return {
    stop: async () => {
      over.abort()
      await loop
      await client.end().catch(() => undefined)
      return [...seen].join('\n')
    },
  }
}
