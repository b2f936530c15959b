import fc from 'fast-check'
import { knocking, pages } from './knocking.ts'
import { rawBytes } from './raw-bytes.ts'
import { restRead, trpcRead } from './reading.ts'
import { control, forms, records } from './writing.ts'
import type { FuzzDoor, Shot } from './shot.ts'

export interface ShotOptions {
  /** Doors that there are. */
  readonly doors: readonly FuzzDoor[]
  /** Procedures of the query door that answer and end. */
  readonly queries: readonly string[]
  /** Procedures that change something. */
  readonly mutations: readonly string[]
}

/** Requests of one block: a block is made from the seed and its own number, so that it can be made again without those before it. */
export const blockSize = 500

/** Hostile requests without end, from block `from` on. A page costs a hundred times what a refusal does, so pages are few. */
export function* shotsOf(options: ShotOptions, seed: number, from = 0): Generator<Shot> {
  const hasWeb = options.doors.includes('web')
  const any = fc.oneof(
    { weight: 500, arbitrary: records },
    { weight: 180, arbitrary: restRead },
    { weight: 200, arbitrary: trpcRead(options.queries) },
    { weight: 60, arbitrary: control(options.mutations) },
    { weight: 50, arbitrary: knocking(options.doors) },
    { weight: 5, arbitrary: rawBytes(options.doors) },
    ...(hasWeb ? [{ weight: 5, arbitrary: pages }, { weight: 5, arbitrary: forms }] : []),
  )
  for (let block = from; ; block += 1) yield* fc.sample(any, { numRuns: blockSize, seed: seedOf(seed, block) })
}

/** Neighbouring seeds of fast-check give alike values; this spreads them. */
const seedOf = (seed: number, block: number): number => Math.imul(seed ^ Math.imul(block + 1, 0x9e3779b1), 0x85ebca6b) | 0
