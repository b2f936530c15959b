import { spawn } from 'node:child_process'
import { once } from 'node:events'

export interface ChildSpec {
  readonly script: string
  readonly args?: readonly string[]
  /** Of Node itself, besides this process's own. */
  readonly nodeFlags?: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  /** Ctrl-C does not reach it: whoever started it ends it. */
  readonly isApart?: boolean
}

/** A process whose every printed byte is kept. */
export interface Child {
  readonly pid: number
  readonly output: () => string
  /** Settles with the exit code, or null when it was killed. */
  readonly exited: Promise<number | null>
  stop(): Promise<void>
}

const stopWithinMs = 10_000

/** Starts a script with this Node and the same `--import` hooks, so that a mutation reaches every process. */
export function startChild({ script, args = [], nodeFlags = [], cwd, env, isApart = false }: ChildSpec): Child {
  const child = spawn(process.execPath, [...process.execArgv, ...nodeFlags, script, ...args], { cwd, env, detached: isApart, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  const exited = once(child, 'close').then(([code]) => code as number | null)
  return {
    pid: child.pid ?? 0,
    output: () => output,
    exited,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      const cut = setTimeout(() => child.kill('SIGKILL'), stopWithinMs)
      await exited
      clearTimeout(cut)
    },
  }
}
