import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { oddText, oddValue, withTwins } from './odd-values.ts'
import { fuzzCanary } from './shot.ts'

/** What is sent need not be small: packing must not cost more than answering. */
const squeezed = (body: Buffer): Buffer => gzipSync(body, { level: 1 })
const text = (json: unknown): string => JSON.stringify(json) ?? 'null'
const mebibyte = 1_048_576

/** Small when sent, far beyond every bound once inflated. Made once: compressing them takes longer than answering them. */
const bombs = [gzipSync(Buffer.alloc(64 * mebibyte, '[')), gzipSync(Buffer.concat([Buffer.from('{"runs":"'), Buffer.alloc(48 * mebibyte, 'a'), Buffer.from('"}')])), gzipSync(gzipSync(Buffer.alloc(64 * mebibyte)))]

const deep = (levels: number): string => `{"runs":${'['.repeat(levels)}"${fuzzCanary} deep"${']'.repeat(levels)}}`
const wide = (parts: number): string => `{"runs":[${'{},'.repeat(parts)}{}]}`
const hugeNumbers = `{"runs":[{"revision":${'9'.repeat(400)},"durationMs":-1e400,"seq":0x10}]}`

/** JSON of the values, spoilt in one of many ways: cut, bad UTF-8, keys twice, a byte order mark, text after it. */
export const jsonBytes = (values: fc.Arbitrary<unknown>): fc.Arbitrary<Buffer> =>
  fc.oneof(
    { weight: 12, arbitrary: values.map((value) => Buffer.from(text(value))) },
    { weight: 2, arbitrary: fc.tuple(values, oddText, oddValue).map(([value, key, twin]) => Buffer.from(withTwins(text(value), key, twin))) },
    { weight: 1, arbitrary: fc.tuple(values, fc.nat({ max: 400 })).map(([value, at]) => Buffer.from(text(value)).subarray(0, at)) },
    { weight: 1, arbitrary: fc.tuple(values, fc.nat({ max: 400 }), fc.constantFrom(0xff, 0xc0, 0xed, 0x80, 0x00)).map(([value, at, byte]) => spoilt(Buffer.from(text(value)), at, byte)) },
    { weight: 1, arbitrary: values.map((value) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text(value))])) },
    { weight: 1, arbitrary: fc.tuple(values, oddText).map(([value, tail]) => Buffer.from(`${text(value)} ${tail}`)) },
    { weight: 1, arbitrary: values.map((value) => Buffer.from(text(value), 'utf16le')) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((raw) => Buffer.from(raw)) },
    { weight: 1, arbitrary: fc.constantFrom(deep(50), deep(3_000), wide(5_000), hugeNumbers, '', 'null', '[]', '{}').map((json) => Buffer.from(json)) },
  )

function spoilt(bytes: Buffer, at: number, byte: number): Buffer {
  if (bytes.length > 0) bytes[at % bytes.length] = byte
  return bytes
}

export interface Packed {
  readonly body: Buffer
  readonly headers: Readonly<Record<string, string>>
}

/** The body in a coding, which the header names, or another one. */
export const packed = (bodies: fc.Arbitrary<Buffer>): fc.Arbitrary<Packed> =>
  fc.oneof(
    { weight: 10, arbitrary: bodies.map((body) => ({ body, headers: {} })) },
    { weight: 6, arbitrary: bodies.map((body) => ({ body: squeezed(body), headers: { 'content-encoding': 'gzip' } })) },
    { weight: 1, arbitrary: fc.tuple(bodies, fc.nat({ max: 200 })).map(([body, at]) => ({ body: squeezed(body).subarray(0, at), headers: { 'content-encoding': 'gzip' } })) },
    { weight: 1, arbitrary: fc.tuple(bodies, fc.nat({ max: 200 })).map(([body, at]) => ({ body: spoilt(squeezed(body), at, 0x55), headers: { 'content-encoding': 'gzip' } })) },
    { weight: 1, arbitrary: fc.tuple(bodies, fc.constantFrom('gzip', 'br', 'deflate', 'gzip, gzip', 'identity', 'x', `${fuzzCanary} coding`)).map(([body, coding]) => ({ body, headers: { 'content-encoding': coding } })) },
    { weight: 1, arbitrary: bodies.map((body) => ({ body: brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }), headers: { 'content-encoding': 'br' } })) },
    { weight: 1, arbitrary: bodies.map((body) => ({ body: deflateSync(body), headers: { 'content-encoding': 'gzip' } })) },
  )

/** A gzip bomb. Rare: each costs the server what a bound allows. */
export const bomb: fc.Arbitrary<Packed> = fc.constantFrom(...bombs).map((body) => ({ body, headers: { 'content-encoding': 'gzip' } }))

export const contentType = fc.oneof(
  { weight: 12, arbitrary: fc.constant('application/json') },
  { weight: 3, arbitrary: fc.constantFrom('application/json; charset=utf-8', 'application/json; charset=utf-16', 'application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x', 'multipart/form-data', 'application/jsonl', 'a/b', '', ';', `text/${fuzzCanary} x`) },
)
