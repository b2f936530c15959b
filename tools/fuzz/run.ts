import { blockSize, fuzzCanary, fuzzDoors, Gun, shotsOf, type FuzzDoor, type Shot } from '@agenttracer/testkit/fuzz'
import { dumpDatabase } from '@agenttracer/testkit/canary'
import type { Stack } from '../privacy/stack.ts'
import { Memory, type MemoryReading } from './memory.ts'
import { proceduresToFuzz } from './procedures.ts'
import { Quantiles } from './quantiles.ts'
import { Tally, type FuzzFault } from './tally.ts'

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
  /** Log lines of faults of ours. */
  readonly bugs: readonly string[]
  readonly isStillStoring: boolean
}

const saidEveryMs = 15_000
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
    memory.sample(tally.sent)
    say(`${tally.sent.toLocaleString('en')} sent, ${Math.round((tally.sent * 1_000) / (Date.now() - began))}/s, ${tally.faults.length} faults; ${memory.line()}`)
  }, saidEveryMs)
  const shooter = async (): Promise<void> => {
    for (const { shot, index } of queue) {
      if (signal.aborted) return
      tally.take(await gun.fire(shot), shot, index)
      if (tally.sent === Math.min(warmAfter, Math.ceil(requests / 10))) memory.mark('warm', tally.sent)
      if (tally.sent === Math.ceil(requests / 2)) memory.mark('half')
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
    died: memory.dead(), bugs: bugsOf(stack), isStillStoring,
  }
}

function* numbered(shots: Iterable<Shot>, from: number, count: number): Generator<{ readonly shot: Shot; readonly index: number }> {
  let at = 0
  for (const shot of shots) {
    if (at >= count) return
    yield { shot, index: from * blockSize + at }
    at += 1
  }
}

const portsOf = ({ origins }: Stack): Partial<Record<FuzzDoor, number>> =>
  Object.fromEntries(fuzzDoors.flatMap((door) => (origins[door] === undefined ? [] : [[door, Number(new URL(origins[door]).port)]])))

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

/** What the servers wrote down as faults of their own, by class. */
function bugsOf(stack: Stack): readonly string[] {
  const { 'API log': api, 'web log': web } = stack.logs()
  return [...api.split('\n'), ...web.split('\n')].filter((line) => line.includes('"event":"bug"'))
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

/** One request by its number, sent and shown with its answer: what is sent here is made up. */
export async function showOne(stack: Stack, seed: number, index: number): Promise<string> {
  const shots = { doors: fuzzDoors.filter((door) => stack.origins[door] !== undefined), ...proceduresToFuzz() }
  const gun = new Gun({ ports: portsOf(stack), adminKey: stack.adminKey }, 1)
  let at = Math.floor(index / blockSize) * blockSize
  for (const shot of shotsOf(shots, seed, at / blockSize)) {
    if (at++ < index) continue
    const { status, text } = await gun.fire(shot)
    gun.close()
    const { body, ...rest } = shot
    return [JSON.stringify(rest), JSON.stringify(Buffer.from(body ?? []).toString('latin1').slice(0, 4_000)), `-> ${status}`, text.slice(0, 4_000), ...bugsOf(stack)].join('\n')
  }
  return ''
}
