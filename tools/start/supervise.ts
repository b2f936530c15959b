import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type RunningPostgres, startPostgres, writableFolder } from '@agenttracer/postgres'
import { takeHomeLock } from './home-lock.ts'
import { type Member, type MemberEnd, type MemberSpec, ProcessFamily } from './process-family.ts'
import { Refusal } from './refusal.ts'
import { mintSecrets, type SecretFiles } from './secrets.ts'
import { answersWithin } from './wait-ready.ts'

/** A server of the product. All start at once and wait for each other by themselves; the end of one ends everything. */
export interface ServerSpec extends MemberSpec {
  /** How people call it. */
  readonly title: string
  readonly ready: readonly { readonly url: string; readonly isWanted: (status: number) => boolean }[]
}

/** Work that must be done before a server starts, such as a build. */
export interface TaskSpec extends MemberSpec {
  readonly title: string
  readonly onDone: () => void
}

/** What to start, in order. `owner` is known once the database runs. */
export interface Plan {
  readonly home: string
  readonly databaseUrl: string | undefined
  /** Last look before anything starts, once the home folder is ours; refuses by throwing. */
  readonly beforeStart?: () => Promise<void>
  readonly task: TaskSpec | undefined
  readonly servers: (ownerUrl: string, secrets: SecretFiles) => readonly ServerSpec[]
  /** Runs once everything is ready; a demo that fails stops nothing. */
  readonly demos: () => Promise<readonly MemberSpec[]>
  readonly say: (line: string) => void
  readonly onReady: () => void
}

const READY_WITHIN_MS = 60_000
/** Of the 10 s that a stop may take: what the apps get before they are ended. Postgres needs the rest. */
const APPS_GRACE_MS = 8500

type End = { readonly kind: 'asked' } | { readonly kind: 'died'; readonly what: string; readonly log: readonly string[] }

/**
 * Starts everything, waits until someone asks for the end or one part dies, and stops everything, Postgres last.
 * @returns the exit code.
 * @throws Refusal or PostgresStartError if it cannot start; then nothing is left running.
 */
export async function supervise(plan: Plan, asked: Promise<void>): Promise<number> {
  writableFolder(plan.home)
  const release = await takeHomeLock(plan.home)
  const family = new ProcessFamily(join(plan.home, 'logs'))
  let database: Promise<RunningPostgres> | undefined
  const died = Promise.withResolvers<End>()
  const watch = ({ ended, log }: Member, title: string): void =>
    void ended.then((end) => died.resolve({ kind: 'died', what: `${title} ended (${how(end)})`, log: [log.file, ...log.tail(5)] }))

  const start = async (): Promise<End> => {
    await plan.beforeStart?.()
    const secrets = mintSecrets(plan.home)
    const task = plan.task === undefined ? undefined : { ...family.start(plan.task), ...plan.task }
    if (plan.databaseUrl === undefined) {
      plan.say('Database ...')
      database = startPostgres({ home: plan.home, onProgress: plan.say })
      void (await database).exited.then((exit) => exit.expected || died.resolve({ kind: 'died', what: `The database ended (${how(exit)})`, log: [join(plan.home, 'logs/postgres.log')] }))
    }
    const servers = plan.servers(plan.databaseUrl ?? (await database)?.ownerUrl ?? '', secrets)
    for (const [index, server] of servers.entries()) {
      if (task !== undefined && index === servers.length - 1) await finishTask(task, plan.say)
      plan.say(`${server.title} ...`)
      watch(family.start(server), server.title)
    }
    for (const server of servers) await waitUntilReady(server)
    plan.onReady()
    for (const demo of await plan.demos()) {
      void family.start(demo).ended.then(({ code }) => (code === 0 ? undefined : plan.say(`The demo ${demo.name} ended early; see ${join(plan.home, 'logs', `${demo.name}.log`)}`)))
    }
    return new Promise<End>(() => undefined)
  }

  try {
    const end = await Promise.race([start(), died.promise, asked.then((): End => ({ kind: 'asked' }))])
    if (end.kind === 'asked') plan.say('Stopping ...')
    else plan.say([`${end.what}. Stopping everything else. Log: ${end.log[0]}`, ...end.log.slice(1).map((line) => `  ${line}`)].join('\n'))
    return end.kind === 'asked' ? 0 : 1
  } finally {
    await family.stop(APPS_GRACE_MS)
    await database?.then((postgres) => postgres.stop(), () => undefined) // one that never started has said so already
    release()
  }
}

async function waitUntilReady({ title, ready }: ServerSpec): Promise<void> {
  for (const { url, isWanted } of ready) {
    if (!(await answersWithin(url, isWanted, READY_WITHIN_MS))) throw new Refusal(`${title} did not answer within ${READY_WITHIN_MS / 1000} s.`)
  }
}

async function finishTask(task: TaskSpec & Member, say: (line: string) => void): Promise<void> {
  const done = task.ended.then((end) => end)
  const first = await Promise.race([done, sleep(50, undefined)])
  if (first === undefined) say(`${task.title} ...`)
  const { code } = await done
  if (code !== 0) throw new Refusal(`${task.title} failed. Log: ${task.log.file}\n${task.log.tail(8).join('\n')}`)
  task.onDone()
}

function how({ code, signal }: Pick<MemberEnd, 'code' | 'signal'>): string {
  return signal === null ? `exit code ${code}` : signal
}
