import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The lasting id of the instance that lives in `home`; made at first sight. Names the cluster's folder where that lies outside the home. */
export function instanceId(home: string): string {
  const file = join(home, 'instance-id')
  if (existsSync(file)) {
    const id = readFileSync(file, 'utf8').trim()
    if (UUID.test(id)) return id
  }
  const id = randomUUID()
  mkdirSync(home, { recursive: true, mode: 0o700 })
  writeFileSync(file, `${id}\n`, { mode: 0o600 })
  return id
}
