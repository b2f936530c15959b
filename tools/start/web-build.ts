import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the web build is made of. */
const INPUTS = ['apps/web', 'libs/schema', 'libs/client', 'package-lock.json', 'tsconfig.base.json']
const NOT_INPUT = /^(node_modules|build|e2e)$|[.]test[.]tsx?$/

const stampFile = (root: string): string => join(root, 'apps/web/build/.inputs')

/** A hash over the content of all that the web build reads: a changed clock or branch alone builds nothing anew. */
export function webInputs(root: string): string {
  const hash = createHash('sha256').update(process.version)
  for (const input of INPUTS) {
    const path = join(root, input)
    if (!existsSync(path)) continue
    for (const file of filesBelow(path)) hash.update(`${file.slice(root.length)}\0`).update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

export function isWebBuilt(root: string): boolean {
  const stamp = stampFile(root)
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === webInputs(root)
}

/** Call after a build, with the hash taken before it: what changed meanwhile is built at the next start. */
export function markWebBuilt(root: string, inputs: string): void {
  writeFileSync(stampFile(root), inputs)
}

function filesBelow(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .filter((name) => !NOT_INPUT.test(name))
    .sort()
    .flatMap((name) => filesBelow(join(path, name)))
}
