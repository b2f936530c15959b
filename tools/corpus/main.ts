// Runs a corpus with the real adapters and prints its score: npm run corpus -- faults [program ...] [--ingest URL --query URL]
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ingestKey, queryKey } from './corpus-env.ts'
import { hostEnvironment } from './host-env.ts'

const here = fileURLToPath(new URL('./', import.meta.url))
const root = join(here, '../..')

/** Runs a script with this Node, shows what it prints, and answers its exit code. */
function run(script: string, args: readonly string[], env: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit', env: { ...inherited(), ...env } })
    child.on('close', (code) => resolve(code ?? 1))
  })
}

/** The shell's environment without our own switches: a corpus is run as a fresh user would. */
const inherited = (): Record<string, string> =>
  Object.fromEntries(Object.entries(hostEnvironment()).filter((entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('AGENTTRACER_')))

/** With both addresses the score is taken from a running stack: program, adapter, ingest door, store, query door. */
const option = (args: readonly string[], name: string): string | undefined => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined)

async function faults(args: readonly string[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'corpus-'))
  try {
    const out = join(folder, 'recorded.json')
    const corpus = join(root, 'corpus/faults')
    const [ingest, query] = [option(args, '--ingest'), option(args, '--query')]
    const programs = args.filter((arg, at) => !arg.startsWith('--') && !['--ingest', '--query'].includes(args[at - 1] ?? ''))
    const stack: Record<string, string> = ingest === undefined || query === undefined ? {} : { [ingestKey]: ingest, [queryKey]: query }
    const peers = { ...stack, NODE_OPTIONS: `--import=${new URL('./resolve-peers.mjs', import.meta.url).href}` }
    const changed = await run(join(corpus, 'run.mjs'), [...programs, '--adapter', join(here, 'adapter.ts'), '--out', out], peers)
    const scored = programs.length === 0 || args.includes('--verbose') ? await run(join(corpus, 'score.mjs'), [out, '--verbose'], peers) : 0
    return changed || scored
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const [name, ...rest] = process.argv.slice(2)
if (name !== 'faults') {
  console.error('Usage: npm run corpus -- faults [program ...] [--ingest URL --query URL]')
  process.exit(2)
}
process.exit(await faults(rest))
