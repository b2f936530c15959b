import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Check, Finding } from './check.ts'

interface Entry {
  readonly resolved?: string
  readonly integrity?: string
  readonly link?: boolean
}

/** The lock file pins content, not a place: an integrity for every package, the address of none. */
export const lockFile: Check = {
  name: 'the lock file names no address and pins every package',
  run: (root) => {
    const file = 'package-lock.json'
    if (!existsSync(join(root, file))) return [{ file, rule: 'there is no lock file' }]
    const { packages = {} } = JSON.parse(readFileSync(join(root, file), 'utf8')) as { packages?: Record<string, Entry> }
    return Object.entries(packages).flatMap(([path, entry]) => findings(path, entry))
  },
}

function findings(path: string, { resolved, integrity, link }: Entry): Finding[] {
  const file = 'package-lock.json'
  if (resolved !== undefined && /^\w+(\+\w+)?:/.test(resolved)) return [{ file, rule: `${path} carries an address` }]
  const isInstalled = path.includes('node_modules/') && link !== true
  return isInstalled && integrity === undefined ? [{ file, rule: `${path} has no integrity` }] : []
}
