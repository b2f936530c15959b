import { type ChildProcess, spawn, type StdioOptions } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Account } from './account.ts'

/** How the server learns that its starter died: by a signal from the kernel (Linux), or by a small watching process. */
export type Tie = 'kernel' | 'watchdog'

const SETPRIV = ['/usr/bin/setpriv', '/bin/setpriv', '/usr/sbin/setpriv', '/sbin/setpriv'].find((path) => existsSync(path))

export function bestTie(): Tie {
  return process.platform === 'linux' && SETPRIV !== undefined ? 'kernel' : 'watchdog'
}

/** Runs a program of the server as the account, in a session of its own (Ctrl-C must not reach it), without our environment. */
export function spawnProgram(program: string, args: string[], account: Account, stdio: StdioOptions, tie?: Tie): ChildProcess {
  const [command, full] = tie === 'kernel' && SETPRIV !== undefined ? [SETPRIV, ['--pdeathsig', 'INT', '--', program, ...args]] : [program, args]
  return spawn(command, full, {
    ...account,
    cwd: '/', // the caller's may be closed to the account
    env: bare({ LC_ALL: 'C', TZ: 'UTC' }),
    detached: true,
    stdio,
  })
}

/** An environment of these variables alone; frameworks declare some as always present, which holds for theirs only. */
function bare(variables: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return variables as NodeJS.ProcessEnv
}

/** Starts the watching process; call the answer once the server is gone. */
export function watchOver(serverPid: number): () => void {
  const script = fileURLToPath(new URL('./watchdog.mjs', import.meta.url))
  const dog = spawn(process.execPath, [script, String(serverPid)], { detached: true, stdio: ['pipe', 'ignore', 'ignore'], env: bare({}) })
  dog.unref()
  dog.stdin?.on('error', () => undefined) // it may have gone first
  return () => dog.stdin?.end('done')
}
