import { readdirSync, readFileSync } from 'node:fs'

const ticksPerSecond = 100

/** CPU seconds of a server and its backends, the ended ones included. Linux only: NaN elsewhere. */
export function serverCpu(pid: number): number {
  let ticks = 0
  try {
    for (const name of readdirSync('/proc')) {
      if (!/^\d+$/.test(name)) continue
      const fields = statOf(name)
      if (fields === undefined) continue
      // After the name: state, ppid, ...; utime, stime, cutime and cstime are fields 14 to 17.
      if (Number(name) === pid) ticks += Number(fields[11]) + Number(fields[12]) + Number(fields[13]) + Number(fields[14])
      else if (Number(fields[1]) === pid) ticks += Number(fields[11]) + Number(fields[12])
    }
  } catch {
    return Number.NaN
  }
  return ticks / ticksPerSecond
}

/** Undefined for a process that ended meanwhile. */
function statOf(pid: string): readonly string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}
