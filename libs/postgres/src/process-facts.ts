import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** What can be asked of any process of this machine. */
export interface ProcessFacts {
  readonly parent: number
  readonly zombie: boolean
  readonly command: string
  /** When it began, in a form that only compares: with the id it names one process for good. */
  readonly began: string
}

/** Facts about a process, or `undefined` if there is none with this id. */
export function processFacts(pid: number): ProcessFacts | undefined {
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid)
}

function fromProc(pid: number): ProcessFacts | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in brackets may hold blanks and brackets: read from the last one on.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [state, parent] = fields
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    return { parent: Number(parent), zombie: state === 'Z' || state === 'X', command, began: fields[19] ?? '' }
  } catch {
    return undefined
  }
}

function fromPs(pid: number): ProcessFacts | undefined {
  try {
    const line = execFileSync('ps', ['-o', 'ppid=,stat=,lstart=,command=', '-p', String(pid)], { encoding: 'utf8' }).trim()
    const [parent, state, ...rest] = line.split(/\s+/)
    return { parent: Number(parent), zombie: state?.startsWith('Z') ?? false, began: rest.slice(0, 5).join(' '), command: rest.slice(5).join(' ') }
  } catch {
    return undefined
  }
}
