import { StoreError } from '../connect/store-error.ts'

/**
 * Arrays in Postgres' binary form: neither side then prints and parses texts, which was a third of the cost of a row on both.
 * Layout: dimensions, has-null flag, element type, length, lower bound, then per element its size (-1: null) and its bytes.
 */
export interface ElementCoder {
  readonly oid: number
  /** Bytes of one element; a text's own length is added. */
  readonly size: number
  /** Writes the value at the place; returns the bytes written. */
  readonly write: (into: Buffer, at: number, value: unknown) => number
}

const header = 20
const epochMs = Date.UTC(2000, 0, 1)
const twoTo32 = 2 ** 32

/** Null when no value is set: one null for the whole column. */
export function binaryArray(coder: ElementCoder, values: readonly unknown[]): Buffer | null {
  let size = header
  let isSet = false
  for (const value of values) {
    size += 4
    if (value === null || value === undefined) continue
    isSet = true
    size += typeof value === 'string' && coder.size === 0 ? Buffer.byteLength(value) : coder.size
  }
  if (!isSet) return null
  const buffer = Buffer.allocUnsafe(size)
  buffer.writeInt32BE(1, 0)
  buffer.writeInt32BE(1, 4)
  buffer.writeInt32BE(coder.oid, 8)
  buffer.writeInt32BE(values.length, 12)
  buffer.writeInt32BE(1, 16)
  try {
    let at = header
    for (const value of values) {
      if (value === null || value === undefined) {
        buffer.writeInt32BE(-1, at)
        at += 4
      } else {
        const length = coder.write(buffer, at + 4, value)
        buffer.writeInt32BE(length, at)
        at += 4 + length
      }
    }
  } catch (error) {
    // A number that the column cannot hold: as if the database had refused it.
    if (error instanceof RangeError) throw new StoreError('22003')
    throw error
  }
  return buffer
}

const nibble = (text: string, at: number): number => {
  const code = text.charCodeAt(at)
  return code < 58 ? code - 48 : (code | 32) - 87
}
const byteAt = (text: string, at: number): number => (nibble(text, at) << 4) | nibble(text, at + 1)

function writeInteger64(into: Buffer, at: number, value: number): void {
  into.writeInt32BE(Math.floor(value / twoTo32), at)
  into.writeUInt32BE(value - Math.floor(value / twoTo32) * twoTo32, at + 4)
}

/** 32 hex characters, with dashes or without. */
function writeUuid(into: Buffer, at: number, value: unknown): number {
  const text = String(value)
  let place = 0
  for (let byte = 0; byte < 16; byte += 1) {
    if (text.charCodeAt(place) === 45) place += 1
    into[at + byte] = byteAt(text, place)
    place += 2
  }
  return 16
}

/** A number, or a step id as 16 hex characters. */
function writeInt8(into: Buffer, at: number, value: unknown): number {
  if (typeof value === 'string') for (let byte = 0; byte < 8; byte += 1) into[at + byte] = byteAt(value, byte * 2)
  else writeInteger64(into, at, Number(value))
  return 8
}

/** An instant as ISO text. */
function writeInstant(into: Buffer, at: number, value: unknown): number {
  const ms = Date.parse(String(value))
  if (Number.isNaN(ms)) throw new StoreError('22007')
  writeInteger64(into, at, (ms - epochMs) * 1_000)
  return 8
}

export const elementCoders: Readonly<Record<string, ElementCoder>> = {
  uuid: { oid: 2950, size: 16, write: writeUuid },
  int8: { oid: 20, size: 8, write: writeInt8 },
  int4: { oid: 23, size: 4, write: (into, at, value) => into.writeInt32BE(Number(value), at) - at },
  int2: { oid: 21, size: 2, write: (into, at, value) => into.writeInt16BE(Number(value), at) - at },
  bool: { oid: 16, size: 1, write: (into, at, value) => into.writeUInt8(value === true ? 1 : 0, at) - at },
  float8: { oid: 701, size: 8, write: (into, at, value) => into.writeDoubleBE(Number(value), at) - at },
  timestamptz: { oid: 1184, size: 8, write: writeInstant },
  /** Lists travel as their own text. */
  text: { oid: 25, size: 0, write: (into, at, value) => into.write(String(value), at) },
}
