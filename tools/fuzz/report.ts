import type { FuzzResult } from './run.ts'

/** Issue 6. Not judged while all are sent at once: then it is the time in the queue. */
const mostToRefuseMs = 50
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
    `5xx: ${count((status) => status >= 500)}; echoes: ${faults.filter(({ kind }) => kind === 'echo').length}; faults told in the logs: ${bugs.length}`,
    `time to refuse, of ${refusing.busy.count.toLocaleString('en')} while all were sent: p50 ${ms(refusing.busy.p50)}, p99 ${ms(refusing.busy.p99)}; of ${refusing.alone.count.toLocaleString('en')} one by one: p50 ${ms(refusing.alone.p50)}, p99 ${ms(refusing.alone.p99)}`,
    'where the time went:',
    ...slowest.map(([name, times, total]) => `  ${name.padEnd(44)} ${times.toLocaleString('en').padStart(10)} x ${ms(total / times)}`),
    ...memory.map(({ name, at, peak, slope }) => `memory of ${name}: ${mib(at['start'] ?? 0)} at the start, ${mib(at['warm'] ?? 0)} when warm, ${mib(at['half'] ?? 0)} half way, ${mib(at['end'] ?? 0)} at the end (${mib((at['end'] ?? 0) - (at['warm'] ?? 0))} more), peak ${mib(peak)}; ${(slope.perUnit * 100_000 / 2 ** 20).toFixed(1)} MiB (± ${(2 * slope.error * 100_000 / 2 ** 20).toFixed(1)}) more for each 100,000 requests`),
  ].join('\n')
}

/** What must not be; empty if all is well. */
export function faultsOf({ sent, faults, refusing, echoes, died, bugs, isStillStoring, memory }: FuzzResult): readonly string[] {
  return [
    ...faults.map(({ kind, index, what }) => `FAULT ${kind}, request ${index}: ${what}`),
    ...echoes.map((where) => `FAULT echo in ${where}`),
    ...died.map((name) => `FAULT ${name} is not alive`),
    ...bugs.map((line) => `FAULT told in a log: ${line}`),
    ...(refusing.alone.p99 < mostToRefuseMs ? [] : [`FAULT a refusal takes more than ${mostToRefuseMs} ms (p99, nobody else asking)`]),
    ...(isStillStoring ? [] : ['FAULT a good run was not stored afterwards']),
    ...memory.filter(({ at }) => sent >= fewestForMemory && (at['end'] ?? 0) - (at['warm'] ?? 0) > mostRise).map(({ name }) => `FAULT memory of ${name} rose by more than ${mib(mostRise)}`),
  ]
}
