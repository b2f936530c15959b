import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { testEnv } from '../test/test-env.ts'
import { mutations, type Mutation } from './mutations.ts'

/** Runs the suite once with each fault: it must fail, and say where. Answers the exit code. */
export async function selfTest(root: string, only: string | undefined): Promise<number> {
  let missed = 0
  const wanted = mutations.filter(({ name }) => only === undefined || name.includes(only))
  for (const mutation of wanted) {
    const began = Date.now()
    const verdict = await judge(root, mutation)
    if (verdict !== '') missed += 1
    console.log(`${verdict === '' ? 'caught' : 'MISSED'}  ${mutation.name} (${Math.round((Date.now() - began) / 1000)} s)${verdict === '' ? '' : `\n${verdict}`}`)
  }
  console.log(`${wanted.length - missed} of ${wanted.length} planted faults caught`)
  return missed === 0 && wanted.length > 0 ? 0 : 1
}

/** Empty if the suite failed for the right reason. */
export async function judge(root: string, { name, part, form, expect }: Mutation): Promise<string> {
  const hook = pathToFileURL(join(root, 'tools/privacy/mutate.ts'))
  hook.searchParams.set('name', name)
  const child = spawn(process.execPath, ['--import', hook.href, join(root, 'tools/privacy/main.ts'), `--${part}`, '--form', form, '--quiet'], { cwd: root, env: testEnv({}), stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  const [code] = (await once(child, 'close')) as [number | null]
  const lines = output.split('\n').filter((line) => line.startsWith('LEAK') || line.startsWith('UNPROVEN'))
  if (code === 1 && lines.some((line) => line.includes(expect))) return ''
  return [`  exit code ${code}, expected a finding with "${expect}"`, ...(lines.length === 0 ? output.split('\n').slice(-12) : lines.slice(0, 8)).map((line) => `  ${line}`)].join('\n')
}
