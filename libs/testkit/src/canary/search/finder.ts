import { pieceLength } from './needles.ts'

/** How a byte counts: its folded value (1 to 255), or 0 if it is skipped. */
type Fold = Uint8Array

const lower = (byte: number): number => (byte >= 65 && byte <= 90 ? byte + 32 : byte)
const isAlphanumeric = (byte: number): boolean => (byte >= 48 && byte <= 57) || (byte >= 97 && byte <= 122)

/** Letter case is no disguise. A zero byte counts as 1, so that nothing is skipped. */
export const asIs: Fold = Uint8Array.from({ length: 256 }, (_, byte) => Math.max(1, lower(byte)))
/** Only letters and digits count: a text whose spaces became `_` or `-` is still found. */
export const squashed: Fold = Uint8Array.from({ length: 256 }, (_, byte) => (isAlphanumeric(lower(byte)) ? lower(byte) : 0))

const base = 0x01000193
const bits = 26
const slots = 2 ** bits
const top = Array.from({ length: pieceLength }).reduce<number>((power) => Math.imul(power, base), 1)
const slotOf = (hash: number): number => (Math.imul(hash, 0x9e3779b1) >>> (32 - bits)) >>> 0

/** Finds every piece of every needle in one pass over the bytes (a rolling hash, then a look at the bytes themselves). */
export class Finder {
  readonly #fold: Fold
  readonly #owners = new Map<string, Set<string>>()
  readonly #filter = new Uint8Array(slots / 8)

  constructor(fold: Fold) {
    this.#fold = fold
  }

  /** Adds all pieces of a text; what is found of it counts for the owner. Latin-1 texts stand for bytes. */
  add(text: string, owner: string): void {
    const folded = this.#folded(Buffer.from(text, isBytes(text) ? 'latin1' : 'utf8'))
    for (let start = 0; start + pieceLength <= folded.length; start += 1) {
      const piece = folded.subarray(start, start + pieceLength)
      const slot = slotOf(piece.reduce((hash, byte) => (Math.imul(hash, base) + byte) | 0, 0))
      this.#filter[slot >>> 3] = (this.#filter[slot >>> 3] ?? 0) | (1 << (slot & 7))
      const key = Buffer.from(piece).toString('latin1')
      const owners = this.#owners.get(key)
      if (owners === undefined) this.#owners.set(key, new Set([owner]))
      else owners.add(owner)
    }
  }

  /** Owners of what is there, with the number of pieces found. */
  find(bytes: Uint8Array): ReadonlyMap<string, number> {
    const found = new Map<string, number>()
    const ring = new Uint8Array(pieceLength)
    let hash = 0
    let length = 0
    for (let i = 0; i < bytes.length; i += 1) {
      const byte = this.#fold[bytes[i] ?? 0] ?? 0
      if (byte === 0) continue
      const at = length % pieceLength
      hash = (Math.imul(hash, base) + byte - Math.imul(top, ring[at] ?? 0)) | 0
      ring[at] = byte
      length += 1
      const slot = slotOf(hash)
      if (length < pieceLength || ((this.#filter[slot >>> 3] ?? 0) & (1 << (slot & 7))) === 0) continue
      const split = length % pieceLength
      const owners = this.#owners.get(Buffer.concat([ring.subarray(split), ring.subarray(0, split)]).toString('latin1'))
      if (owners !== undefined) for (const owner of owners) found.set(owner, (found.get(owner) ?? 0) + 1)
    }
    return found
  }

  #folded(bytes: Uint8Array): Uint8Array {
    const folded = bytes.map((byte) => this.#fold[byte] ?? 0)
    return folded.filter((byte) => byte !== 0)
  }
}

const isBytes = (text: string): boolean => /^[\u0000-\u00ff]*$/.test(text) && /[^\u0020-\u007e]/.test(text)
