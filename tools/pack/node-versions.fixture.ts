import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { testEnv } from '../test/test-env.ts'

/** The newest 22 that the platform packages bring; the lock brings 24. */
const node22 = '22.23.3'

/**
 * The Node programs of the wanted majors: this one, those on PATH, and 22 by its platform package. One that is nowhere is left out.
 * `folder` takes what has to be installed.
 */
export function nodesOf(majors: readonly number[], folder: string): ReadonlyMap<number, string> {
  const onPath = (testEnv({})['PATH'] ?? '').split(delimiter).map((place) => join(place, 'node'))
  const found = new Map<number, string>()
  for (const program of [process.execPath, ...onPath, '/usr/bin/node', '/usr/local/bin/node']) {
    const major = existsSync(program) ? majorOf(program) : undefined
    if (major !== undefined && majors.includes(major) && !found.has(major)) found.set(major, program)
  }
  if (majors.includes(22) && !found.has(22)) {
    const program = installed22(folder)
    if (program !== undefined) found.set(22, program)
  }
  return found
}

function majorOf(program: string): number | undefined {
  try {
    return Number(/^v(\d+)/.exec(execFileSync(program, ['--version'], { encoding: 'utf8', timeout: 10_000 }))?.[1])
  } catch {
    return undefined
  }
}

function installed22(folder: string): string | undefined {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  try {
    const args = ['install', '--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', '--prefix', folder, `${name}@${node22}`]
    execFileSync('npm', args, { cwd: folder, env: testEnv({}), stdio: 'ignore', timeout: 40_000 })
  } catch {
    return undefined
  }
  const program = join(folder, 'node_modules', name, 'bin/node')
  return existsSync(program) && majorOf(program) === 22 ? program : undefined
}
