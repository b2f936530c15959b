// node tools/docs/promises.ts [--check]   writes docs/reference/promises.md: each promise and the test files that are named after it; fails when one has none
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeOrCheck } from './write-or-check.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

const promises: readonly string[] = [
  'No acknowledged run is lost when the API is killed.',
  'No acknowledged run is lost when Postgres is killed.',
  'A record is stored exactly once, in any order, batching and repetition of its delivery.',
  'Records that contradict each other are answered and flagged, never merged silently.',
  'A bad record never spoils its batch.',
  'Hostile requests never get a 5xx, never an echo, never end the process.',
  'Sizes are bounded, compressed and not; memory is given back.',
  'More load than the door takes on is put off with Retry-After; what was acknowledged is stored.',
  'A collector that is not there, is slow or hangs never fails, slows or changes the host.',
  'A collector that answers with errors or garbage never fails, slows or changes the host.',
  'The memory of the SDK is bounded.',
  'Nothing is lost in silence: accepted, dropped and pending add up to produced.',
  'Flush and shutdown end in their time, and nothing keeps the host alive.',
  'No content anywhere: wire, database, files, logs, metrics, answers, pages.',
  'A project cannot read another, also by raw SQL as the role of a door.',
  'Every call with every kind of key is allowed or refused as it should be.',
  'What was acknowledged is read at once.',
  'Data of every earlier release survives the upgrade; released migrations never change.',
  'SIGTERM under load loses nothing that was acknowledged.',
  'Deletion and retention are real.',
]

interface NamedTest {
  readonly file: string
  readonly from: number
  readonly to: number
}

function namedTests(): NamedTest[] {
  return globSync('{apps,libs,tools,examples,corpus}/**/*.test.ts', { cwd: root, exclude: (name) => name === 'node_modules' || name === 'dist' || name === 'build' })
    .sort()
    .flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(/['"`]R(\d+)(?:-R(\d+))?: /g)].map(([, from, to]) => ({
        file, from: Number(from), to: Number(to ?? from),
      })),
    )
}

/** True when the page is as it should be (with `isCheck`) or was written, and no promise is without a test. */
export function promisesPage(isCheck: boolean): boolean {
  const tests = namedTests()
  const rows = promises.map((promise, at) => {
    const proofs = tests.filter(({ from, to }) => from <= at + 1 && at + 1 <= to)
    return { id: `R${at + 1}`, promise, proofs }
  })
  for (const { id } of rows.filter(({ proofs }) => proofs.length === 0)) console.error(`promise ${id} has no test whose title begins with "${id}: "`)
  const line = ({ id, promise, proofs }: (typeof rows)[number]): string => `| ${id} | ${promise} | ${[...new Set(proofs.map(({ file }) => file))].map((file) => `[${basename(file, '.ts')}](../../${file})`).join(', ')} |`
  const page = ['# Promises', '', 'What AgentTracer promises. Tests are named after it: their titles begin with its number. Generated (`node tools/docs/main.ts`) from those titles.', '', '| | promise | tests |', '| --- | --- | --- |', ...rows.map(line), ''].join('\n')
  return writeOrCheck('docs/reference/promises.md', page, isCheck) && rows.every(({ proofs }) => proofs.length > 0)
}
