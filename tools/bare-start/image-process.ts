import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

const readyMs = 60_000
const stopMs = 15_000
/** `nobody`: what runs in a container is not root. */
const nobody = 65_534

/** A process that runs what an image would start. */
export interface Started {
  readonly process: ChildProcess
  readonly said: () => string
}

/** Starts a command as an image does: in its folder, under nothing but its environment, as an account without rights. */
export function start(command: readonly string[], cwd: string, env: Readonly<Record<string, string>>): Started {
  const account = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {}
  const child = spawn(command[0] ?? '', command.slice(1), { cwd, env, ...account, stdio: ['ignore', 'pipe', 'pipe'] })
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => lines.push(chunk.toString()))
  return { process: child, said: () => lines.join('') }
}

/** Resolves when the address answers well. Throws with what the process said when it ends first or takes longer than a minute. */
export async function ready(url: string, api: Started): Promise<void> {
  const until = Date.now() + readyMs
  while (Date.now() < until && api.process.exitCode === null) {
    if ((await fetch(url).catch(() => undefined))?.ok === true) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`It does not become ready: ${api.said().slice(-1_000)}`)
}

/** Sends SIGTERM and answers the exit code. */
export async function stopped(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode
  const force = setTimeout(() => child.kill('SIGKILL'), stopMs)
  child.kill('SIGTERM')
  const [code] = (await once(child, 'exit')) as [number | null]
  clearTimeout(force)
  return code
}
