import { setTimeout as sleep } from 'node:timers/promises'
import { migrate, MigrateError } from '@agenttracer/db'
import type { MigrateOptions } from '@agenttracer/db'

const patienceMs = 30_000
const pauseMs = 500

/** A database beside us may still be starting. Throws `MigrateError` when it never comes, or at once when it refuses. */
export async function migrateWhenReachable(options: MigrateOptions, until = Date.now() + patienceMs): Promise<void> {
  for (;;) {
    try {
      return await migrate(options)
    } catch (error) {
      if (!(error instanceof MigrateError) || error.code !== 'unavailable' || Date.now() + pauseMs > until) throw error
      await sleep(pauseMs)
    }
  }
}
