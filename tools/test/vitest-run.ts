import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runNode } from './run-program.ts'
import { none, type Tally, tallyOf, type VitestReport } from './tally.ts'
import { testEnv } from './test-env.ts'

/** Kinds of tests as vitest.config.ts names them, with the time that one run may take. */
export const testKinds = [
  { kind: 'unit', withinMs: 600_000 },
  { kind: 'pg', withinMs: 900_000 },
  { kind: 'adapter', withinMs: 600_000 },
  { kind: 'e2e', withinMs: 1_500_000 },
] as const

/** Runs all tests of one kind and counts them. Without a report the run counts as one failure. */
export async function runTests(root: string, { kind, withinMs }: (typeof testKinds)[number], env: Readonly<Record<string, string>>): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'agenttracer-report-'))
  const file = join(folder, 'report.json')
  try {
    const args = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', kind, '--passWithNoTests', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const { code } = await runNode(args, { cwd: root, env: testEnv(env), isLoud: true, withinMs })
    if (!existsSync(file)) return code === 0 ? none : { ...none, failed: 1 }
    const tally = tallyOf(JSON.parse(readFileSync(file, 'utf8')) as VitestReport)
    return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
