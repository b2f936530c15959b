import { constants, inflateRawSync } from 'node:zlib'

/** Bytes that left the host's own hands, under the name that the table shows. */
export interface Surface {
  readonly name: string
  readonly bytes: Uint8Array
  /** Data files hold no escaped text: they are searched as they are. */
  readonly isBinary?: boolean
}

const atMost = 64 * 1024 * 1024

/** The surface as it is, and what a reader would make of it: compressed parts inflated, escapes undone. */
export function readings(surface: Surface): readonly Uint8Array[] {
  if (surface.isBinary === true) return [surface.bytes]
  const plain = [surface.bytes, ...inflated(Buffer.from(surface.bytes))]
  return plain.flatMap((bytes) => {
    const text = Buffer.from(bytes).toString('latin1')
    const undone = [unescapeJson(text), unescapePercent(text)].filter((each) => each !== text)
    return [bytes, ...undone.map((each) => Buffer.from(each, 'latin1'))]
  })
}

/** Length of the header before the deflated bytes; a gzip header without optional parts, as every sender of ours writes it. */
const headers = [{ magic: Buffer.from([0x1f, 0x8b, 0x08, 0x00]), length: 10 }, { magic: Buffer.from([0x78, 0x9c]), length: 2 }]

/** Every gzip member and zlib stream that begins somewhere in the bytes, whatever follows it or cuts it short. */
const inflated = (bytes: Buffer): readonly Uint8Array[] =>
  headers.flatMap(({ magic, length }) => {
    const parts: Uint8Array[] = []
    for (let at = bytes.indexOf(magic); at !== -1; at = bytes.indexOf(magic, at + 1)) {
      const part = inflate(bytes.subarray(at + length))
      if (part !== undefined && part.length > 0) parts.push(part)
    }
    return parts
  })

/** Undefined where the bytes are no stream after all. */
function inflate(bytes: Uint8Array): Uint8Array | undefined {
  try {
    return inflateRawSync(bytes, { maxOutputLength: atMost, finishFlush: constants.Z_SYNC_FLUSH })
  } catch {
    return undefined
  }
}

const unescapeJson = (text: string): string =>
  text
    .replaceAll(/\\u([0-9a-fA-F]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16) & 0xff))
    .replaceAll(/\\(["'\\/bfnrt])/g, (_, letter: string) => (/["'\\/]/.test(letter) ? letter : ' '))

const unescapePercent = (text: string): string => text.replaceAll('+', ' ').replaceAll(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
