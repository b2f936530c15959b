// Runs benches by name and prints ratios: npm run bench -- recorder overhead; options go to the bench: npm run bench -- soak --minutes=5
import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const all = readdirSync(join(root, 'bench')).filter((name) => existsSync(join(root, 'bench', name, 'main.ts')))
/** Many minutes each: only when asked for by name. */
const long = new Set(['soak', 'reads', 'ui'])
const wanted = process.argv.slice(2).filter((arg) => !arg.startsWith('-'))
const options = process.argv.slice(2).filter((arg) => arg.startsWith('-'))
const unknown = wanted.filter((name) => !all.includes(name))
if (unknown.length !== 0) {
  console.error(`No such bench: ${unknown.join(', ')}. There are: ${all.join(', ')}`)
  process.exit(2)
}

for (const name of wanted.length === 0 ? all.filter((name) => !long.has(name)) : wanted) {
  console.log(`\n# ${name}`)
  const code = await new Promise<number>((resolve) => {
    const child = spawn(process.execPath, ['--expose-gc', join(root, 'bench', name, 'main.ts'), ...options], { cwd: root, stdio: 'inherit' })
    child.on('close', (exit) => resolve(exit ?? 1))
  })
  if (code !== 0) process.exit(code)
}
