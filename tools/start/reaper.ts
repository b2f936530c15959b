import { spawn } from 'node:child_process'

/** Ends the process groups it was last told of, should this process die without a word. */
export interface Reaper {
  /** Replaces what it guards. */
  guard(groups: readonly number[]): void
  /** Nothing left to guard. */
  dismiss(): void
}

// It reads lines until our end of the pipe closes, which the kernel sees to however we die. A child that does not listen
// any more, and whatever a child has started, goes with its group.
const SCRIPT = `trap '' INT TERM HUP
groups=''
while read -r line; do groups=$line; done
for g in $groups; do kill -TERM "-$g"; done
[ -z "$groups" ] || sleep 3
for g in $groups; do kill -KILL "-$g"; done`

export function startReaper(): Reaper {
  if (process.platform === 'win32') return { guard: () => undefined, dismiss: () => undefined } // the tether alone has to do
  const reaper = spawn('sh', ['-c', SCRIPT], { detached: true, cwd: '/', stdio: ['pipe', 'ignore', 'ignore'] })
  reaper.on('error', () => undefined) // no shell: the tether alone has to do
  reaper.stdin.on('error', () => undefined)
  reaper.unref()
  return {
    guard: (groups) => void reaper.stdin.write(`${groups.join(' ')}\n`),
    dismiss: () => void reaper.stdin.end('\n'),
  }
}
