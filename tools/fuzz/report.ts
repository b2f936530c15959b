import type { FuzzResult } from './run.ts'

const mostRise = 64 * 2 ** 20
/** In fewer requests the heap is still finding its size, which says nothing about a leak. */
const fewestForMemory = 100_000
const mib = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`
const ms = (value: number): string => `${value.toFixed(1)} ms`

/** The figures of a run. */
export function summary({ sent, elapsedMs, statuses, refusing, memory, bugs, faults, slowest }: FuzzResult): string {
  const count = (test: (status: number) => boolean): number => [...statuses].filter(([key]) => test(Number(key.split(' ')[1]))).reduce((sum, [, many]) => sum + many, 0)
  const table = [...statuses].sort(([a], [b]) => a.localeCompare(b)).map(([key, many]) => `  ${key.padEnd(12)} ${many.toLocaleString('en').padStart(12)}`)
  return [
    `${sent.toLocaleString('en')} requests in ${Math.round(elapsedMs / 1_000)} s (${Math.round((sent * 1_000) / elapsedMs)}/s)`,
    ...table,
    `5xx: ${count((status) => status >= 500)}; echoes: ${faults.filter(({ kind }) => kind === 'echo').length}; faults told in the log: ${bugs}`,
    `time to refuse, of ${refusing.busy.count.toLocaleString('en')} while all were sent: p50 ${ms(refusing.busy.p50)}, p99 ${ms(refusing.busy.p99)}; of ${refusing.alone.count.toLocaleString('en')} one by one: p50 ${ms(refusing.alone.p50)}, p99 ${ms(refusing.alone.p99)}`,
    'where the time went:',
    ...slowest.map(([name, times, total]) => `  ${name.padEnd(44)} ${times.toLocaleString('en').padStart(10)} x ${ms(total / times)}`),
    ...memory.map(({ name, at, peak }) => `memory of ${name}: ${mib(at['start'] ?? 0)} at the start, ${mib(at['warm'] ?? 0)} when warm, ${mib(at['end'] ?? 0)} at the end (${mib((at['end'] ?? 0) - (at['warm'] ?? 0))} more), peak ${mib(peak)}`),
  ].join('\n')
}

/** What must not be; empty if all is well. */
export function faultsOf({ sent, faults, echoes, died, bugs, isStillStoring, memory }: FuzzResult): readonly string[] {
  return [
    ...faults.map(({ kind, block, what }) => `FAULT ${kind} in block ${block}: ${what}`),
    ...echoes.map((where) => `FAULT echo in ${where}`),
    ...died.map((name) => `FAULT ${name} is not alive`),
    ...(bugs === 0 ? [] : [`FAULT the log tells ${bugs} bugs`]),
    ...(isStillStoring ? [] : ['FAULT a good run was not stored afterwards']),
    ...memory.filter(({ at }) => sent >= fewestForMemory && (at['end'] ?? 0) - (at['warm'] ?? 0) > mostRise).map(({ name }) => `FAULT memory of ${name} rose by more than ${mib(mostRise)}`),
  ]
}
