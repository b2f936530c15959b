// builds and checks the published packages, tarballs in dist/packages
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { buildPackage } from '../build/build-package.ts'
import { type Published, published } from '../build/published.ts'
import { runNode } from '../test/run-program.ts'
import { testEnv } from '../test/test-env.ts'
import { packPackage } from './pack-package.ts'
import { brokenRules, isOverBudget, packedSize } from './package-rules.ts'
import { sizeByModule } from './size-by-module.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const out = join(root, 'dist/packages')

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
  const tarball = packPackage(root, one, { stage, out })
  const found = await faults(one, stage, tarball)
  console.log(`${found.length === 0 ? 'ok  ' : 'FAIL'} ${tarball.slice(root.length)} (${packedSize(stage)} bytes of code gzipped)`)
  for (const fault of found) console.log(`     ${fault}`)
  if (isOverBudget(stage, one.name)) for (const line of await sizeByModule(root, one)) console.log(`       ${line}`)
  if (found.length > 0) process.exitCode = 1
}
