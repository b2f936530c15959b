import { setTimeout as sleep } from 'node:timers/promises'
import { checkDoors, migrate, MigrateError } from '@agenttracer/db'
import type { Door, DoorFault, RolePasswords } from '@agenttracer/db'

const patienceMs = 30_000
const pauseMs = 500

/** A door's role cannot do its work; carries what to grant. */
export class DoorsUnfit extends Error {
  readonly faults: readonly DoorFault[]

  constructor(faults: readonly DoorFault[]) {
    super('doors unfit')
    this.name = 'DoorsUnfit'
    this.faults = faults
  }
}

export interface DatabaseParts {
  /** Undefined: another process migrates. */
  readonly ownerUrl: string | undefined
  readonly rolePasswords: RolePasswords | undefined
  readonly doorUrls: Readonly<Record<Door, string>>
}

/**
 * Migrates, and makes sure that every door's role can do its work. A database beside us may still be starting, or be migrated by another
 * process at this moment: waits for that. Throws `MigrateError` or `DoorsUnfit` when it never comes, or at once when it refuses.
 */
export async function prepareDatabase({ ownerUrl, rolePasswords, doorUrls }: DatabaseParts, until = Date.now() + patienceMs): Promise<void> {
  if (ownerUrl !== undefined) await again(until, () => migrate({ ownerUrl, ...(rolePasswords === undefined ? {} : { rolePasswords }) }), (error) => error instanceof MigrateError && error.code === 'unavailable')
  const mayPass = (error: unknown): boolean => error instanceof DoorsUnfit && error.faults.every(({ code }) => code === 'unreachable' || (code === 'not_migrated' && ownerUrl === undefined))
  await again(until, async () => {
    const faults = await checkDoors(doorUrls)
    if (faults.length > 0) throw new DoorsUnfit(faults)
  }, mayPass)
}

async function again(until: number, work: () => Promise<void>, mayPass: (error: unknown) => boolean): Promise<void> {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!mayPass(error) || Date.now() + pauseMs > until) throw error
      await sleep(pauseMs)
    }
  }
}
