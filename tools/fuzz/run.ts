import { fuzzCanary, fuzzDoors, Gun, blockSize, shotsOf, type FuzzDoor, type Shot } from '@agenttracer/testkit/fuzz'
import { dumpDatabase } from '@agenttracer/testkit/canary'
import type { Stack } from '../privacy/stack.ts'
import { Memory, type MemoryReading } from './memory.ts'
import { proceduresToFuzz } from './procedures.ts'
import { Quantiles } from './quantiles.ts'

export interface FuzzOptions {
  readonly stack: Stack
  readonly seed: number
  /** First block of requests. */
  readonly from: number
  readonly requests: number
  readonly connections: number
  readonly say: (line: string) => void
  /** Ends the run early; what was sent until then is judged. */
  readonly signal: AbortSignal
}

export interface FuzzFault {
  readonly kind: '5xx' | 'echo' | 'unanswered'
  readonly block: number
  readonly what: string
}

export interface FuzzResult {
  readonly sent: number
  readonly elapsedMs: number
  /** Answers by status; 0: closed without one, -1: not sendable. */
  readonly statuses: ReadonlyMap<string, number>
  readonly faults: readonly FuzzFault[]
  /** Places outside the answers where the planted word was found: a log, the database. */
  readonly echoes: readonly string[]
  /** Time to refuse (4xx), by how busy the machine was; milliseconds. */
  readonly refusing: Readonly<Record<'busy' | 'alone', { readonly count: number; readonly p50: number; readonly p99: number }>>
  /** Calls that took most of the time: name, count, milliseconds. */
  readonly slowest: readonly (readonly [string, number, number])[]
  readonly memory: readonly MemoryReading[]
  readonly died: readonly string[]
  readonly bugs: number
  readonly isStillStoring: boolean
}

const saidEveryMs = 15_000
const keptFaults = 50
const aloneShots = 2_000
/** Compiled code and filled pools are no leak: the rise counts from here on. */
const warmAfter = 20_000

/** Sends the requests and looks at what came of them. */
export async function fuzz(options: FuzzOptions): Promise<FuzzResult> {
  const { stack, seed, from, requests, connections, say, signal } = options
  const gun = new Gun({ ports: portsOf(stack), adminKey: stack.adminKey }, connections)
  const doors = fuzzDoors.filter((door) => stack.origins[door] !== undefined)
  const shots = { doors, ...proceduresToFuzz() }
  const memory = new Memory(stack.processes)
  const tally = new Tally(say)
  const [began, queue] = [Date.now(), numbered(shotsOf(shots, seed, from), from, requests)]
  const beat = setInterval(() => {
    memory.read()
    say(`${tally.sent.toLocaleString('en')} sent, ${Math.round((tally.sent * 1_000) / (Date.now() - began))}/s, ${tally.faults.length} faults; ${memory.line()}`)
  }, saidEveryMs)
  const shooter = async (): Promise<void> => {
    for (const { shot, block } of queue) {
      if (signal.aborted) return
      tally.take(await gun.fire(shot), shot, block)
      if (tally.sent === Math.min(warmAfter, Math.ceil(requests / 10))) memory.mark('warm')
    }
  }
  memory.mark('start')
  await Promise.all(Array.from({ length: connections }, shooter))
  clearInterval(beat)
  const elapsedMs = Date.now() - began
  const alone = await aloneTimes(gun, shotsOf(shots, seed, from))
  memory.mark('end')
  const isStillStoring = await stillStores(stack)
  gun.close()
  return {
    sent: tally.sent, elapsedMs, statuses: tally.statuses, faults: tally.faults, slowest: tally.slowest(), echoes: await echoesOf(stack), refusing: { busy: tally.refusing.summary(), alone }, memory: memory.readings(),
    died: memory.dead(), bugs: stack.logs()['API log'].split('\n').filter((line) => line.includes('"event":"bug"')).length, isStillStoring,
  }
}

function* numbered(shots: Iterable<Shot>, from: number, count: number): Generator<{ readonly shot: Shot; readonly block: number }> {
  let at = 0
  for (const shot of shots) {
    if (at >= count) return
    yield { shot, block: from + Math.floor(at / blockSize) }
    at += 1
  }
}

const portsOf = ({ origins }: Stack): Partial<Record<FuzzDoor, number>> =>
  Object.fromEntries(fuzzDoors.flatMap((door) => (origins[door] === undefined ? [] : [[door, Number(new URL(origins[door]).port)]])))

/** Counts answers and keeps what must not be. */
class Tally {
  sent = 0
  readonly statuses = new Map<string, number>()
  readonly faults: FuzzFault[] = []
  readonly refusing = new Quantiles()
  readonly #say: (line: string) => void
  readonly #spent = new Map<string, { count: number; elapsedMs: number }>()

  constructor(say: (line: string) => void) {
    this.#say = say
  }

  /** Which calls took most of the time, most first. */
  slowest(): readonly (readonly [string, number, number])[] {
    return [...this.#spent].map(([name, { count, elapsedMs }]) => [name, count, elapsedMs] as const).sort(([, , a], [, , b]) => b - a).slice(0, 12)
  }

  take({ status, text, elapsedMs }: { readonly status: number; readonly text: string; readonly elapsedMs: number }, shot: Shot, block: number): void {
    this.sent += 1
    const key = `${shot.door} ${status}`
    const call = `${shot.door} ${/^\/(trpc\/[a-zA-Z.]+|v1\/runs\/export|[a-z0-9]+\/[a-z]+)/.exec(shot.path)?.[0] ?? 'other'} ${status}`
    const spent = this.#spent.get(call) ?? { count: 0, elapsedMs: 0 }
    this.#spent.set(call, { count: spent.count + 1, elapsedMs: spent.elapsedMs + elapsedMs })
    this.statuses.set(key, (this.statuses.get(key) ?? 0) + 1)
    if (status >= 400 && status < 500 && shot.manner === 'whole') this.refusing.add(elapsedMs)
    const isOwnEnd = shot.manner === 'cut' || shot.manner === 'raw'
    if (status >= 500) this.#keep('5xx', block, shot, text)
    else if (status === 0 && !isOwnEnd) this.#keep('unanswered', block, shot, text)
    if (text.includes(fuzzCanary)) this.#keep('echo', block, shot, text)
  }

  #keep(kind: FuzzFault['kind'], block: number, { body, ...shot }: Shot, text: string): void {
    if (this.faults.length >= keptFaults) return
    // What is sent here is made up: it may be shown.
    const what = `${JSON.stringify({ ...shot, path: shot.path.slice(0, 300) })} ${JSON.stringify(Buffer.from(body ?? []).toString('latin1').slice(0, 600))} -> ${JSON.stringify(text.slice(0, 400))}`
    this.faults.push({ kind, block, what })
    this.#say(`${kind} in block ${block}: ${what}`)
  }
}

/** The same requests one after the other: what a refusal takes when nobody else asks. */
async function aloneTimes(gun: Gun, shots: Iterable<Shot>): Promise<{ count: number; p50: number; p99: number }> {
  const times = new Quantiles()
  let left = aloneShots
  for (const shot of shots) {
    if (shot.manner !== 'whole') continue
    if ((left -= 1) < 0) break
    const { status, elapsedMs } = await gun.fire(shot)
    if (status >= 400 && status < 500) times.add(elapsedMs)
  }
  return times.summary()
}

async function echoesOf(stack: Stack): Promise<readonly string[]> {
  const logs = Object.entries(stack.logs()).filter(([, text]) => text.includes(fuzzCanary)).map(([name]) => name)
  const dump = await dumpDatabase(stack.databaseUrls.owner)
  return [...logs, ...dump.split('\n').filter((line) => line.includes(fuzzCanary)).slice(0, 5).map((line) => `database: ${line}`)]
}

async function stillStores({ origins }: Stack): Promise<boolean> {
  const run = { agentId: 'after-the-fuzz', steps: [{ type: 'tool', name: 'billing_api', durationMs: 1 }] }
  const sent = await fetch(`${origins.ingest}/v1/runs`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(run) })
  const found = (await (await fetch(`${origins.query}/v1/runs?agent=after-the-fuzz`)).json()) as { readonly items: readonly unknown[] }
  return sent.status === 200 && found.items.length > 0
}
