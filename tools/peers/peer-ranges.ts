import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const adapters = ['sdk-langchain', 'sdk-openai']

/** The frameworks that the adapters declare as peers, with their ranges. */
export function peerRanges(root: string): ReadonlyMap<string, string> {
  const declared = adapters.flatMap((name) => Object.entries((JSON.parse(readFileSync(join(root, 'libs', name, 'package.json'), 'utf8')) as { peerDependencies: Record<string, string> }).peerDependencies))
  return new Map(declared.filter(([name]) => !name.startsWith('@agenttracer/')).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** The lowest version of a range; ours begin with it. */
export function lowest(range: string): string {
  const found = /\d+\.\d+\.\d+/.exec(range)?.[0]
  if (found === undefined) throw new Error(`${range} names no lowest version`)
  return found
}
