import { execFileSync } from 'node:child_process'
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Published } from '../build/published.ts'
import { testEnv } from '../test/test-env.ts'
import { publishedManifest, type SourceManifest } from './published-manifest.ts'

export interface PackPlaces {
  /** The built files; the package's own dist folder if not given. */
  readonly dist?: string
  /** Where the package is laid out as it leaves. */
  readonly stage: string
  /** Where the tarball goes. */
  readonly out: string
}

/** Lays a built package out as it leaves, and packs it; answers the path of the tarball. */
export function packPackage(root: string, one: Published, { dist, stage, out }: PackPlaces): string {
  const source = join(root, 'libs', one.name)
  mkdirSync(stage, { recursive: true })
  cpSync(dist ?? join(source, 'dist'), join(stage, 'dist'), { recursive: true })
  const manifest = publishedManifest(JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as SourceManifest, one)
  writeFileSync(join(stage, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`)
  copyFileSync(join(root, 'LICENSE'), join(stage, 'LICENSE'))
  if (existsSync(join(source, 'README.md'))) copyFileSync(join(source, 'README.md'), join(stage, 'README.md'))
  const answer = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', out], { cwd: stage, encoding: 'utf8', env: testEnv({}), stdio: ['ignore', 'pipe', 'ignore'] })
  const packed = Object.values(JSON.parse(answer) as Record<string, { filename: string }>)[0]
  if (packed === undefined) throw new Error('npm pack named no file')
  return join(out, packed.filename)
}
