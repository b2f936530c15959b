import { parseArgs } from 'node:util'
import { Refusal } from '../start/refusal.ts'

export const usage = `npm run seed -- --runs N [options]
Writes made-up, realistic runs into the database of a local AgentTracer, running or not: seven agents with several versions (the newest of
support-bot fails more than the one before), failures of most codes, retries, degraded, open and lost runs, one of 10,000 steps.

  --runs N        how many runs; about ten steps each (1 to 10,000,000)
  --days D        spread over the last D days, busier by day than by night (default 14)
  --project SLUG  the project, made when there is none (default: default)
  --seed S        another number gives other runs (default 1); the same number and --until give the same again
  --until TIME    newest moment, such as 2026-11-22T12:00:00Z (default now)
  --home FOLDER   home of the instance (default: AGENTTRACER_HOME, or the user's data folder)
  --url URL       the owner's address of a Postgres of yours that npm start has used with this home (default: DATABASE_URL, or the embedded one)
  --help          these lines
`

export interface SeedArguments {
  readonly runs: number
  readonly days: number
  readonly project: string
  readonly seed: number
  /** Unix milliseconds. */
  readonly until: number
  readonly home: string | undefined
  readonly url: string | undefined
}

const options = {
  runs: { type: 'string' }, days: { type: 'string', default: '14' }, project: { type: 'string', default: 'default' }, seed: { type: 'string', default: '1' },
  until: { type: 'string' }, home: { type: 'string' }, url: { type: 'string' }, help: { type: 'boolean', default: false },
} as const

/** Null: help was asked for. @throws Refusal that names the option and the rule. */
export function readSeedArguments(args: readonly string[], now: number): SeedArguments | null {
  const { values } = parsed(args)
  if (values.help) return null
  if (values.runs === undefined) throw new Refusal(`--runs is needed.\n\n${usage}`)
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(values.project)) throw new Refusal('--project must be a slug: a small letter, then small letters, digits and dashes, 40 at most.')
  const until = values.until === undefined ? now : Date.parse(values.until)
  if (Number.isNaN(until) || until > now + 60_000) throw new Refusal('--until must be a time that has passed, such as 2026-11-22T12:00:00Z.')
  return {
    runs: whole('--runs', values.runs, 1, 10_000_000), days: whole('--days', values.days, 1, 3_650), seed: whole('--seed', values.seed, 0, 2 ** 32 - 1),
    project: values.project, until, home: values.home, url: values.url,
  }
}

function parsed(args: readonly string[]): ReturnType<typeof parseArgs<{ options: typeof options }>> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: false })
  } catch {
    throw new Refusal(`An option is unknown or lacks its value.\n\n${usage}`)
  }
}

function whole(option: string, text: string, low: number, high: number): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  if (value >= low && value <= high) return value
  throw new Refusal(`${option} must be a whole number from ${low} to ${high}.`)
}
