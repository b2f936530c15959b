// builds the web UI, the API bundle and the packages, or those named: npm run build -- web api sdk-core
import { fileURLToPath } from 'node:url'
import { houseChecks } from '../test/checks.ts'
import { buildApi } from './build-api.ts'
import { buildPackage } from './build-package.ts'
import { published } from './published.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const wanted = new Set(process.argv.slice(2).map((name) => name.replace('@agenttracer/', '')))

const steps: { readonly name: string; readonly run: () => Promise<string | void> }[] = [
  ...published.map((one) => ({ name: one.name, run: () => buildPackage(root, one) })),
  { name: 'api', run: () => buildApi(root) },
  ...houseChecks(root).filter(({ kind }) => kind === 'build').map(({ run }) => ({ name: 'web', run })),
]

for (const { name, run } of steps.filter((step) => wanted.size === 0 || wanted.has(step.name))) {
  const began = Date.now()
  const trouble = await run()
  console.log(`${trouble ? 'FAIL' : 'ok  '} ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`)
  if (trouble) {
    console.error(trouble)
    process.exitCode = 1
  }
}
