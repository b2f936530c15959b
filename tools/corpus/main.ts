// Runs a corpus with the packed adapters against a running stack and prints its score: npm run corpus -- faults|more [program ...] [--scored] [--ingest URL --query URL]
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startStack } from '../privacy/stack.ts'
import { ingestKey, queryKey, type Stack } from './corpus-env.ts'
import { hostEnvironment } from './host-env.ts'
import { corpora, stageCorpus } from './stage.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Runs a script with this Node, shows what it prints, and answers its exit code. */
function run(cwd: string, script: string, args: readonly string[], env: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args], { cwd, stdio: 'inherit', env: { ...inherited(), ...env } })
    child.on('close', (code) => resolve(code ?? 1))
  })
}

/** The shell's environment without our own switches: a corpus is run as a fresh user would. */
const inherited = (): Record<string, string> =>
  Object.fromEntries(Object.entries(hostEnvironment()).filter((entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('AGENTTRACER_')))

const option = (args: readonly string[], name: string): string | undefined => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined)

/** The stack that was named, or one of our own: ingest door, Postgres, query door. */
async function stackOf(args: readonly string[]): Promise<Stack & { stop(): Promise<void> }> {
  const [ingestUrl, queryUrl] = [option(args, '--ingest'), option(args, '--query')]
  if (ingestUrl !== undefined && queryUrl !== undefined) return { ingestUrl, queryUrl, stop: () => Promise.resolve() }
  const stack = await startStack(root, false)
  return { ingestUrl: stack.origins.ingest ?? '', queryUrl: stack.origins.query ?? '', stop: () => stack.stop() }
}

async function score(corpus: string, args: readonly string[]): Promise<number> {
  const programs = args.filter((arg, at) => !arg.startsWith('--') && !['--ingest', '--query'].includes(args[at - 1] ?? ''))
  const folder = mkdtempSync(join(tmpdir(), 'corpus-'))
  try {
    const staged = await stageCorpus(corpus, folder)
    const stack = await stackOf(args)
    try {
      const out = join(folder, 'recorded.json')
      const changed = await run(folder, staged.run, [...programs, '--adapter', staged.adapter, '--out', out], { [ingestKey]: stack.ingestUrl, [queryKey]: stack.queryUrl })
      // The corpus's own score counts all of its programs: of a few it is asked for.
      const scored = programs.length === 0 || args.includes('--scored') || args.includes('--verbose') ? await run(folder, staged.score, [out, '--verbose']) : 0
      const trusted = await run(folder, staged.scoreCertain, [join(folder, 'programs'), out])
      return changed || scored || trusted
    } finally {
      await stack.stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const [name, ...rest] = process.argv.slice(2)
if (name === undefined || !corpora.includes(name)) {
  console.error(`Usage: npm run corpus -- ${corpora.join('|')} [program ...] [--scored] [--ingest URL --query URL]`)
  process.exit(2)
}
process.exit(await score(name, rest))
