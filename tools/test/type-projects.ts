import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Folders with a tsconfig.json of their own, from the root on. */
export function typeProjects(root: string): string[] {
  const nested = ['libs', 'apps', 'examples'].flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`))
  return ['.', ...nested].filter((folder) => existsSync(join(root, folder, 'tsconfig.json')))
}
