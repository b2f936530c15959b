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

const sizeOf = (coder: ElementCoder, value: unknown): number =>
  value === null || value === undefined ? 0 : coder.size === 0 ? Buffer.byteLength(String(value)) : coder.size

/** Null when no value is set: one null for the whole column. */
export function binaryArray(coder: ElementCoder, values: readonly unknown[]): Buffer | null {
  if (values.every((value) => value === null || value === undefined)) return null
  const size = values.reduce<number>((sum, value) => sum + 4 + sizeOf(coder, value), header)
  const buffer = arrayOf(coder.oid, values.length, size)
  let at = header
  for (const value of values) at = writeElement(buffer, at, coder, value)
  return buffer
}

/** One array of rows. `typeOid`: of the composite type, whose columns the coders are in order. */
export function binaryRows(typeOid: number, coders: readonly ElementCoder[], rows: readonly (readonly unknown[])[]): Buffer {
  const width = coders.length
  let size = header
  for (const row of rows) {
    size += 8 + width * 8
    for (let at = 0; at < width; at += 1) size += sizeOf(coders[at] as ElementCoder, row[at])
  }
  const buffer = arrayOf(typeOid, rows.length, size)
  let at = header
  for (const row of rows) {
    const start = at
    buffer.writeInt32BE(width, start + 4)
    at += 8
    for (let column = 0; column < width; column += 1) {
      const coder = coders[column] as ElementCoder
      buffer.writeInt32BE(coder.oid, at)
      at = writeElement(buffer, at + 4, coder, row[column])
    }
    buffer.writeInt32BE(at - start - 4, start)
  }
  return buffer
}

function arrayOf(elementOid: number, length: number, size: number): Buffer {
  const buffer = Buffer.allocUnsafe(size)
  buffer.writeInt32BE(1, 0)
  buffer.writeInt32BE(1, 4)
  buffer.writeUInt32BE(elementOid, 8)
  buffer.writeInt32BE(length, 12)
  buffer.writeInt32BE(1, 16)
  return buffer
}

/** Size and bytes of one value; returns the place behind them. */
function writeElement(buffer: Buffer, at: number, coder: ElementCoder, value: unknown): number {
  if (value === null || value === undefined) return buffer.writeInt32BE(-1, at)
  try {
    const length = coder.write(buffer, at + 4, value)
    buffer.writeInt32BE(length, at)
    return at + 4 + length
  } catch (error) {
    // A number that the column cannot hold: as if the database had refused it.
    if (error instanceof RangeError) throw new StoreError('22003')
    throw error
  }
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
