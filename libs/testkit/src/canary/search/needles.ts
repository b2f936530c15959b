import { createHash } from 'node:crypto'

/** Pieces of this many characters are searched for: shorter ones would be found by chance. */
export const pieceLength = 12

/** A text as it may look once it went through somebody's encoder, and how far apart the pieces of it begin that are searched for. */
export interface Disguise {
  readonly text: string
  readonly stride: number
}

/** Of readable forms every piece counts; of encodings a run of 15 characters is found wherever it begins; of a hash its parts from the start on. */
export const disguises = (text: string): readonly Disguise[] => [
  ...readable(text).map((each) => ({ text: each, stride: 1 })),
  ...encoded(text).map((each) => ({ text: each, stride: 4 })),
  ...hashes(text).map((each) => ({ text: each, stride: pieceLength })),
]

function readable(text: string): readonly string[] {
  const json = JSON.stringify(text).slice(1, -1)
  const percent = encodeURIComponent(text)
  return [text, json, JSON.stringify(json).slice(1, -1), percent, percent.replaceAll('%20', '+'), encodeURIComponent(percent), html(text)]
}

const encoded = (text: string): readonly string[] => [Buffer.from(text, 'utf16le').toString('latin1'), Buffer.from(text).toString('hex'), ...base64s(text)]

const html = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#x27;').replaceAll('<', '&lt;')

/** The part of the base64 that does not depend on what stands before or after, for each of the three ways to be aligned. */
function base64s(text: string): readonly string[] {
  const bytes = Buffer.from(text)
  return [0, 1, 2].flatMap((skip) => {
    const whole = bytes.subarray(skip, bytes.length - ((bytes.length - skip) % 3))
    return [whole.toString('base64'), whole.toString('base64url')]
  })
}

const algorithms = ['md5', 'sha1', 'sha256', 'sha512'] as const

/** A hash without a secret key is the content again for whoever can guess it. */
const hashes = (text: string): readonly string[] =>
  [text, text.toLowerCase(), JSON.stringify(text)].flatMap((each) =>
    algorithms.flatMap((algorithm) => {
      const digest = createHash(algorithm).update(each).digest()
      return [digest.toString('hex'), digest.toString('base64'), digest.toString('base64url'), digest.toString('latin1')]
    }),
  )
