import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { homedir, hostname } from 'node:os'
import { join } from 'node:path'
import { testEnv } from '../test/test-env.ts'

const leastLength = 12

/** What is shipped: the web build and, where they are built, the packages. */
const folders = ['apps/web/build/client', 'apps/web/build/server', 'libs/sdk-core/dist', 'libs/sdk-langchain/dist', 'libs/sdk-openai/dist', 'libs/schema/dist']

/** Facts of the machine that built: a bundle or its source map that holds one tells about whoever built it. */
function ofThisMachine(root: string): ReadonlyMap<string, string> {
  const facts = Object.entries(testEnv({})).flatMap(([name, value]): [string, string][] => (value.length >= leastLength ? [[value, `the environment variable ${name}`]] : []))
  return new Map([...facts, [root.replace(/\/$/, ''), 'the folder of the sources'], [`${homedir()}/`, 'the home folder'], [hostname(), 'the name of the machine']].filter((fact): fact is [string, string] => (fact[0] ?? '').length >= 6))
}

/** Lines of what was found; files by their place in the repository. */
export function bundleLeaks(root: string): readonly string[] {
  const facts = ofThisMachine(root)
  return folders.filter((folder) => existsSync(join(root, folder))).flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name !== '.inputs').flatMap((entry) => {
      const text = readFileSync(join(entry.parentPath, entry.name), 'latin1')
      const mapped = folder.includes('client') && (entry.name.endsWith('.map') || /[#@] sourceMappingURL=/.test(text)) ? ['a source map'] : []
      return [...mapped, ...[...facts].filter(([value]) => text.includes(value)).map(([, what]) => what)].map((what) => `in ${folder}/${entry.name}: ${what}`)
    }),
  )
}
