// writes N made-up runs into the database of a local stack; --help
import { PostgresStartError } from '@agenttracer/postgres'
import { diagnoseRun } from '@agenttracer/diagnosis'
import { seedDatabase, SeedPastRetention } from '@agenttracer/testkit/seed'
import { faultLine } from '../start/fault-line.ts'
import { Refusal } from '../start/refusal.ts'
import { openLocalDatabase } from './local-database.ts'
import { readSeedArguments, usage } from './seed-arguments.ts'
import type { SeedArguments } from './seed-arguments.ts'
import { settingsWith } from './seed-env.ts'

const began = performance.now()
const seconds = (): number => (performance.now() - began) / 1_000
const say = (line: string): void => console.log(`[${seconds().toFixed(1)} s] ${line}`)
const everyMs = 2_000

async function seed(wanted: SeedArguments): Promise<void> {
  await using database = await openLocalDatabase(settingsWith(wanted), say)
  let told = performance.now()
  const { runs, steps } = await seedDatabase({
    ...wanted, urls: database.urls, ownerUrl: database.ownerUrl, diagnose: diagnoseRun,
    onProgress: (done) => {
      if (performance.now() - told < everyMs) return
      told = performance.now()
      say(`${done.runs.toLocaleString('en')} of ${wanted.runs.toLocaleString('en')} runs, ${done.steps.toLocaleString('en')} steps`)
    },
  })
  say(`Done: ${runs.toLocaleString('en')} runs and ${steps.toLocaleString('en')} steps in project ${wanted.project}, ${Math.round(runs / seconds())} runs/s.`)
}

try {
  const wanted = readSeedArguments(process.argv.slice(2), Date.now())
  if (wanted === null) console.log(usage)
  else await seed(wanted)
} catch (error) {
  if (error instanceof SeedPastRetention) console.error(`${error.message}: give --days ${error.retentionDays} or less, or lengthen the retention of the project in Settings.`)
  else if (error instanceof Refusal || error instanceof PostgresStartError) console.error(error.message)
  else console.error(faultLine(error))
  process.exitCode = 1
}
