import { gunzipSync, inflateSync } from 'node:zlib'

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

/** Every gzip member and zlib stream that begins somewhere in the bytes. */
function inflated(bytes: Buffer): Uint8Array[] {
  const parts: Uint8Array[] = []
  for (const [magic, inflate] of [[Buffer.from([0x1f, 0x8b, 0x08]), gunzipSync], [Buffer.from([0x78, 0x9c]), inflateSync]] as const) {
    for (let at = bytes.indexOf(magic); at !== -1; at = bytes.indexOf(magic, at + 1)) {
      try {
        parts.push(inflate(bytes.subarray(at), { maxOutputLength: atMost }))
      } catch {
        // Not a stream after all: three bytes that look like one.
      }
    }
  }
  return parts
}

const unescapeJson = (text: string): string =>
  text
    .replaceAll(/\\u([0-9a-fA-F]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16) & 0xff))
    .replaceAll(/\\(["'\\/bfnrt])/g, (_, letter: string) => (/["'\\/]/.test(letter) ? letter : ' '))

const unescapePercent = (text: string): string => text.replaceAll('+', ' ').replaceAll(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
