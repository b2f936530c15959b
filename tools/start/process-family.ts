import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ChildEnv } from './child-env.ts'
import { RollingLog } from './rolling-log.ts'
import { type Reaper, startReaper } from './reaper.ts'

/** A process to start. */
export interface MemberSpec {
  /** Names its log file too. */
  readonly name: string
  readonly script: string
  readonly args?: readonly string[]
  /** Of Node itself. */
  readonly nodeFlags?: readonly string[]
  readonly cwd: string
  readonly env: ChildEnv
}

/** How a process of the family ended. */
export interface MemberEnd {
  readonly name: string
  readonly code: number | null
  readonly signal: string | null
}

export interface Member {
  readonly ended: Promise<MemberEnd>
  readonly log: RollingLog
}

const TETHER = new URL('../tether.mjs?graceMs=4000', import.meta.url).href

/**
 * The processes under one supervisor. Each has a process group of its own (Ctrl-C reaches the supervisor only, which then
 * stops them in order) and is tied to the supervisor's life twice: by the channel it listens to, and by the reaper.
 */
export class ProcessFamily {
  readonly #logs: string
  readonly #children = new Map<string, ChildProcess>()
  readonly #reaper: Reaper = startReaper()
  #isStopping = false

  constructor(logs: string) {
    this.#logs = logs
  }

  start(spec: MemberSpec): Member {
    if (this.#isStopping) throw new Error('the family is being stopped')
    const log = new RollingLog(join(this.#logs, `${spec.name}.log`))
    const child = spawn(process.execPath, ['--import', TETHER, ...(spec.nodeFlags ?? []), spec.script, ...(spec.args ?? [])], {
      cwd: spec.cwd,
      env: spec.env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => log.write(chunk))
    this.#children.set(spec.name, child)
    this.#guard()
    const ended = new Promise<MemberEnd>((resolve) => {
      child.once('error', () => resolve({ name: spec.name, code: 127, signal: null }))
      child.once('exit', (code, signal) => resolve({ name: spec.name, code, signal }))
    }).finally(() => {
      this.#children.delete(spec.name)
      this.#guard()
    })
    return { ended, log }
  }

  /** Asks all to stop and ends, after the time given, those that did not. */
  async stop(graceMs: number): Promise<void> {
    this.#isStopping = true
    this.#signal('SIGTERM')
    const until = Date.now() + graceMs
    while (this.#children.size > 0 && Date.now() < until) await sleep(20)
    this.#signal('SIGKILL')
    while (this.#children.size > 0 && Date.now() < until + 1000) await sleep(20)
    this.#reaper.dismiss()
  }

  #signal(signal: NodeJS.Signals): void {
    for (const { pid } of this.#children.values()) {
      try {
        if (pid !== undefined) process.kill(signal === 'SIGKILL' ? -pid : pid, signal)
      } catch {
        // it ended by itself
      }
    }
  }

  #guard(): void {
    this.#reaper.guard([...this.#children.values()].flatMap(({ pid }) => (pid === undefined ? [] : [pid])))
  }
}
