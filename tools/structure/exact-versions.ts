import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Check, Finding } from './check.ts'
import { projectFiles } from './project-files.ts'

interface Manifest {
  readonly dependencies?: Record<string, string>
  readonly devDependencies?: Record<string, string>
  readonly optionalDependencies?: Record<string, string>
}

/** A range would let a fresh lock differ from what was tested. Peers are ranges by nature. */
export const exactVersions: Check = {
  name: 'dependencies are pinned exactly',
  run: (root) => projectFiles(root).filter((file) => /(^|\/)package[.]json$/.test(file)).flatMap((file) => findings(root, file)),
}

function findings(root: string, file: string): Finding[] {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(readFileSync(join(root, file), 'utf8')) as Manifest
  return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
    .filter(([, version]) => !/^(npm:.+@)?\d+[.]\d+[.]\d+([-+][\w.-]+)?$/.test(version))
    .map(([name]) => ({ file, rule: `${name} is not pinned to one version` }))
}
