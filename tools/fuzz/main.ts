// sends hostile requests to the whole product and counts what must not be: npm run fuzz -- --requests N [--seed S] [--from BLOCK] [--connections C] [--no-web]; --seed S --only INDEX shows one
import { randomInt } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { buildWeb } from '../privacy/build-web.ts'
import { startStack } from '../privacy/stack.ts'
import { faultsOf, summary } from './report.ts'
import { fuzz, showOne } from './run.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const { values } = parseArgs({
  options: { requests: { type: 'string', default: '20000' }, seed: { type: 'string' }, from: { type: 'string', default: '0' }, only: { type: 'string' }, connections: { type: 'string', default: '16' }, 'no-web': { type: 'boolean', default: false } },
})

/** A whole number, or the end of the program. */
function wholeNumber(text: string, name: string): number {
  const number = Number(text)
  if (Number.isSafeInteger(number) && number >= 0) return number
  console.error(`--${name} takes a whole number`)
  process.exit(2)
}

const [requests, from, connections] = [wholeNumber(values.requests, 'requests'), wholeNumber(values.from, 'from'), Math.max(1, wholeNumber(values.connections, 'connections'))]
const seed = values.seed === undefined ? randomInt(2 ** 31) : wholeNumber(values.seed, 'seed')
const say = (line: string): void => console.error(line)
const hasWeb = !values['no-web']

if (hasWeb) await buildWeb(root, true, say)
say(`seed ${seed}: the same requests again with --seed ${seed} --requests ${requests}; Ctrl-C ends early and tells what came of it`)
const end = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => end.abort())
const stack = await startStack(root, hasWeb, 'info', true)
try {
  if (values.only !== undefined) {
    console.log(await showOne(stack, seed, wholeNumber(values.only, 'only')))
    process.exitCode = 0
  } else await longRun()
} finally {
  await stack.stop()
}

async function longRun(): Promise<void> {
  const result = await fuzz({ stack, seed, from, requests, connections, say, signal: end.signal })
  const faults = faultsOf(result)
  console.log(summary(result))
  if (faults.length > 0) console.log(faults.join('\n'))
  console.log(faults.length === 0 ? 'no fault' : `${faults.length} faults; one again: --seed ${seed} --only <request>`)
  process.exitCode = faults.length === 0 ? 0 : 1
}
