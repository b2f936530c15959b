import { readFileSync } from 'node:fs'
import { slopeOf, type Slope } from '@agenttracer/testkit/soak'
import type { Child } from '../privacy/child.ts'

export interface MemoryReading {
  readonly name: string
  /** Resident bytes at the named moments, and the most seen. */
  readonly at: Readonly<Record<string, number>>
  readonly peak: number
  /** Bytes more for each request sent after the warm-up, with the standard error of that. */
  readonly slope: Slope
}

/** Resident memory of the processes under test, as the system tells it. */
export class Memory {
  readonly #children: readonly (readonly [string, Child])[]
  readonly #at = new Map<string, Record<string, number>>()
  readonly #peak = new Map<string, number>()
  readonly #points = new Map<string, [sent: number, bytes: number][]>()
  #warmFrom = Number.POSITIVE_INFINITY

  constructor(processes: Readonly<Record<string, Child | undefined>>) {
    this.#children = Object.entries(processes).flatMap(([name, child]) => (child === undefined ? [] : [[name, child] as const]))
  }

  read(): ReadonlyMap<string, number> {
    const now = new Map(this.#children.map(([name, { pid }]) => [name, residentBytes(pid)]))
    for (const [name, bytes] of now) this.#peak.set(name, Math.max(bytes, this.#peak.get(name) ?? 0))
    return now
  }

  /** @param warmFrom number of requests sent, from which on the memory should be flat. */
  mark(moment: string, warmFrom?: number): void {
    this.#warmFrom = warmFrom ?? this.#warmFrom
    for (const [name, bytes] of this.read()) this.#at.set(name, { ...this.#at.get(name), [moment]: bytes })
  }

  /** A point of the line that should be flat. */
  sample(sent: number): void {
    for (const [name, bytes] of this.read()) if (sent >= this.#warmFrom) this.#points.set(name, [...(this.#points.get(name) ?? []), [sent, bytes]])
  }

  line(): string {
    return [...this.read()].map(([name, bytes]) => `${name} ${Math.round(bytes / 2 ** 20)} MiB`).join(', ')
  }

  readings(): readonly MemoryReading[] {
    return this.#children.map(([name]) => ({ name, at: this.#at.get(name) ?? {}, peak: this.#peak.get(name) ?? 0, slope: slopeOf(this.#points.get(name) ?? []) }))
  }

  /** Processes that are gone. */
  dead(): readonly string[] {
    return [...this.read()].filter(([, bytes]) => bytes === 0).map(([name]) => name)
  }
}

/** 0 for a process that is gone, and where the system has no /proc. */
function residentBytes(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1_024
  } catch {
    return 0
  }
}
