// builds and checks the published packages, tarballs in dist/packages
import { execFileSync } from 'node:child_process'
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { buildPackage } from '../build/build-package.ts'
import { type Published, published } from '../build/published.ts'
import { runNode } from '../test/run-program.ts'
import { testEnv } from '../test/test-env.ts'
import { brokenRules, packedSize } from './package-rules.ts'
import { publishedManifest, type SourceManifest } from './published-manifest.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const out = join(root, 'dist/packages')

/** Lays the package out as it leaves, and packs it; answers the tarball. */
function pack(one: Published, stage: string): string {
  const source = join(root, 'libs', one.name)
  mkdirSync(stage, { recursive: true })
  cpSync(join(source, 'dist'), join(stage, 'dist'), { recursive: true })
  const manifest = publishedManifest(JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as SourceManifest, one)
  writeFileSync(join(stage, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`)
  copyFileSync(join(root, 'LICENSE'), join(stage, 'LICENSE'))
  if (existsSync(join(source, 'README.md'))) copyFileSync(join(source, 'README.md'), join(stage, 'README.md'))
  const answer = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', out], { cwd: stage, encoding: 'utf8', env: testEnv({}), stdio: ['ignore', 'pipe', 'ignore'] })
  const packed = Object.values(JSON.parse(answer) as Record<string, { filename: string }>)[0]
  return join(out, packed?.filename ?? '')
}

async function faults(one: Published, stage: string, tarball: string): Promise<string[]> {
  const { messages, pkg } = await publint({ pkgDir: stage, strict: true, pack: false })
  const attw = await runNode([join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js'), tarball, '--profile', 'node16', '--no-color'], { cwd: root, env: testEnv({}), withinMs: 120_000 })
  return [...messages.map((message) => formatMessage(message, pkg) ?? message.code), ...(attw.code === 0 ? [] : [attw.output]), ...brokenRules(stage, one.name)]
}

rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })
const wanted = new Set(process.argv.slice(2))
for (const one of published.filter(({ name }) => wanted.size === 0 || wanted.has(name))) {
  await buildPackage(root, one)
  const stage = join(out, 'stage', one.name)
  const tarball = pack(one, stage)
  const found = await faults(one, stage, tarball)
  console.log(`${found.length === 0 ? 'ok  ' : 'FAIL'} ${tarball.slice(root.length)} (${packedSize(stage)} bytes of code gzipped)`)
  for (const fault of found) console.log(`     ${fault}`)
  if (found.length > 0) process.exitCode = 1
}
