import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { buildPackage } from '../build/build-package.ts'
import { published } from '../build/published.ts'
import { testEnv } from '../test/test-env.ts'
import { packPackage } from './pack-package.ts'

const installWithinMs = 120_000

/**
 * Makes the folder a user's project: our packages built, packed and installed from their tarballs, the frameworks beside them (those of the
 * repository, so that next to nothing is fetched).
 */
export async function makeConsumer(root: string, folder: string, { frameworks, packages = published.map(({ name }) => name) }: { readonly frameworks: readonly string[]; readonly packages?: readonly string[] }): Promise<void> {
  const tarballs: string[] = []
  for (const one of published.filter(({ name }) => packages.includes(name))) {
    const dist = join(folder, 'dist', one.name)
    await buildPackage(root, one, { outDir: dist, isTyped: false })
    tarballs.push(packPackage(root, one, { dist, stage: join(folder, 'stage', one.name), out: folder }))
  }
  writeFileSync(join(folder, 'package.json'), '{ "name": "consumer", "private": true, "type": "module" }\n')
  // Without peers: they are put beside by hand below.
  execFileSync('npm', ['install', '--prefer-offline', '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund', ...tarballs], { cwd: folder, env: testEnv({}), stdio: 'pipe', timeout: installWithinMs })
  for (const name of frameworks) {
    mkdirSync(dirname(join(folder, 'node_modules', name)), { recursive: true })
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name))
  }
}
