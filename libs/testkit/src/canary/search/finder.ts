import { pieceLength, type Disguise } from './needles.ts'

/** How a byte counts: its folded value (1 to 255), or 0 if it is skipped. */
type Fold = Uint8Array

const lower = (byte: number): number => (byte >= 65 && byte <= 90 ? byte + 32 : byte)
const isAlphanumeric = (byte: number): boolean => (byte >= 48 && byte <= 57) || (byte >= 97 && byte <= 122)

/** Letter case is no disguise. A zero byte counts as 1, so that nothing is skipped. */
export const asIs: Fold = Uint8Array.from({ length: 256 }, (_, byte) => Math.max(1, lower(byte)))
/** Only letters and digits count: a text whose spaces became `_` or `-` is still found. */
export const squashed: Fold = Uint8Array.from({ length: 256 }, (_, byte) => (isAlphanumeric(lower(byte)) ? lower(byte) : 0))

/** Every piece of 12 bytes holds exactly one run of 8 that begins at a multiple of 5: only these are looked up. */
const gram = 8
const step = pieceLength - gram + 1
const bits = 24
const leastLetters = 8

/** Place of the run of 8 bytes that begins here in the filter. */
function slotAt(bytes: Uint8Array, at: number): number {
  let hash = 0
  for (let i = at; i < at + gram; i += 1) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193)
  return (Math.imul(hash ^ (hash >>> 15), 0x9e3779b1) >>> (32 - bits)) >>> 0
}

export interface Finding {
  /** How many pieces were found. */
  readonly pieces: number
  /** One of them, as it was searched for. */
  readonly sample: string
}

/** Finds every piece of every needle in one pass over the bytes. */
export class Finder {
  readonly #fold: Fold
  /** Undefined: the piece belongs to nobody alone and proves nothing. */
  readonly #owners = new Map<string, string | undefined>()
  readonly #filter = new Uint8Array(2 ** bits / 8)

  constructor(fold: Fold) {
    this.#fold = fold
  }

  /** Adds the pieces of a text; what is found of it counts for the owner. Texts outside ASCII stand for bytes. */
  add({ text, stride }: Disguise, owner: string | undefined): void {
    const folded = this.#folded(Buffer.from(text, 'latin1'))
    for (let start = 0; start + pieceLength <= folded.length; start += stride) {
      const key = folded.toString('latin1', start, start + pieceLength)
      // An escape and the start of a word are soon found by chance.
      if (stride === 1 && key.replaceAll(/&[#a-z0-9]+;|%[0-9a-f]{2}|[^a-z0-9]/g, '').length < leastLetters) continue
      for (let at = start; at < start + step; at += 1) {
        const slot = slotAt(folded, at)
        this.#filter[slot >>> 3] = (this.#filter[slot >>> 3] ?? 0) | (1 << (slot & 7))
      }
      this.#owners.set(key, this.#owners.has(key) && this.#owners.get(key) !== owner ? undefined : owner)
    }
  }

  /** Owners of what is there. */
  find(bytes: Uint8Array): ReadonlyMap<string, Finding> {
    const found = new Map<string, Finding>()
    const filter = this.#filter
    const folded = this.#folded(bytes)
    for (let at = 0; at + gram <= folded.length; at += step) {
      const slot = slotAt(folded, at)
      if (((filter[slot >>> 3] ?? 0) & (1 << (slot & 7))) === 0) continue
      for (let start = Math.max(0, at - step + 1); start <= at; start += 1) {
        const piece = folded.toString('latin1', start, start + pieceLength)
        const owner = this.#owners.get(piece)
        if (owner !== undefined) found.set(owner, { pieces: (found.get(owner)?.pieces ?? 0) + 1, sample: piece })
      }
    }
    return found
  }

  #folded(bytes: Uint8Array): Buffer {
    const fold = this.#fold
    const folded = Buffer.allocUnsafe(bytes.length)
    let length = 0
    for (let i = 0; i < bytes.length; i += 1) {
      const byte = fold[bytes[i] ?? 0] ?? 0
      if (byte !== 0) folded[length++] = byte
    }
    return folded.subarray(0, length)
  }
}
