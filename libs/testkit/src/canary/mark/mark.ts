import { createHash } from 'node:crypto'
import type { MarkForm, Place } from './place.ts'

/** A text that exists nowhere else: any 12 characters of it tell the place it was planted in. */
export interface Mark {
  readonly placeId: string
  readonly form: MarkForm
  readonly text: string
}

const consonants = 'bdfgjklmnprstvz'
const vowels = 'aeiou'
const letters = 'abcdefghijklmnopqrstuvwxyz'
const alphanumeric = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Endless bytes that follow from the seed, the place and the form. */
function* bytes(source: string): Generator<number, never> {
  for (let block = 0; ; block += 1) yield* createHash('sha512').update(`${source}#${block}`).digest()
}

type Bytes = Generator<number, never>
const pick = (from: Bytes, alphabet: string): string => alphabet.charAt(from.next().value % alphabet.length)
const some = (from: Bytes, alphabet: string, count: number): string => Array.from({ length: count }, () => pick(from, alphabet)).join('')
/** Pronounceable, so that it passes for a word; three syllables and a letter. */
const word = (from: Bytes): string => `${Array.from({ length: 3 }, () => pick(from, consonants) + pick(from, vowels)).join('')}${pick(from, letters)}`
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function prose(from: Bytes): string {
  const [a, b, c, d, e, f] = Array.from({ length: 6 }, () => word(from))
  return `${capital(a ?? '')} ${b}'s "${c}" ${d}; ${e}, ${f} & 7% (secret)!`.replace('secret', word(from))
}

const identifier = (from: Bytes): string => Array.from({ length: 4 }, () => word(from)).join('_')

/** Credentials as their vendors shape them, and other values that identify somebody. */
const secretShapes: readonly ((from: Bytes) => string)[] = [
  (from) => `sk-proj-${some(from, alphanumeric, 32)}`,
  (from) => `ghp_${some(from, alphanumeric, 36)}`,
  (from) => `AKIA${some(from, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16)}`,
  (from) => `eyJhbGciOiJ${some(from, alphanumeric, 20)}.eyJ${some(from, alphanumeric, 20)}`,
  (from) => `xoxb-${some(from, '0123456789', 11)}-${some(from, alphanumeric, 20)}`,
  (from) => `glpat-${some(from, alphanumeric, 20)}`,
  (from) => `AIza${some(from, alphanumeric, 35)}`,
  (from) => `hf_${some(from, alphanumeric, 30)}`,
  (from) => `npm_${some(from, alphanumeric, 36)}`,
  (from) => `sk_live_${some(from, alphanumeric, 24)}`,
]
const uuidLike = (from: Bytes): readonly string[] => [8, 4, 4, 4, 12].map((count) => some(from, '0123456789abcdef', count))
/** A version label and an id may be a hash or a number, a credential never. */
const identifyingShapes: readonly ((from: Bytes) => string)[] = [
  ...secretShapes,
  (from) => `${word(from)}.${word(from)}@${word(from)}.${word(from)}.com`,
  (from) => some(from, '0123456789abcdef', 32),
  (from) => `customer_${some(from, '0123456789', 14)}`,
  (from) => `${word(from)}://${word(from)}.${word(from)}.com/${word(from)}`,
  (from) => uuidLike(from).join('-'),
  (from) => `user_${uuidLike(from).join('_')}`,
]

/** The mark of a place. Another seed gives another text, so that two runs cannot be taken for each other. */
export function markOf(place: Place, form: MarkForm, seed: string): Mark {
  const from = bytes(`${seed}/${place.id}/${form}`)
  const shapes = place.kind === 'label' || place.kind === 'id' ? secretShapes : identifyingShapes
  const text = form === 'prose' ? prose(from) : form === 'identifier' ? identifier(from) : shapeAt(shapes, from)(from)
  return { placeId: place.id, form, text }
}

function shapeAt(shapes: typeof secretShapes, from: Bytes): (from: Bytes) => string {
  const shape = shapes[from.next().value % shapes.length]
  if (shape === undefined) throw new Error('no shapes')
  return shape
}
