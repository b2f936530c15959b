export type JsonBounds = 'ok' | 'too_deep' | 'too_many_parts'

const [quote, backslash, openList, closeList, openObject, closeObject, comma] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d, 0x2c]

/**
 * Looks at nesting and the number of parts before anything is built: a few megabytes of brackets would become hundreds of megabytes of
 * objects. Reads bytes, not text; whether it is JSON at all is for the parser to say.
 */
export function jsonBounds(bytes: Uint8Array, maxDepth: number, maxParts: number): JsonBounds {
  let depth = 0
  let parts = 0
  let inText = false
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at]
    if (inText) {
      if (byte === backslash) at += 1
      else if (byte === quote) inText = false
    } else if (byte === quote) inText = true
    else if (byte === openList || byte === openObject) {
      depth += 1
      parts += 1
      if (depth > maxDepth) return 'too_deep'
    } else if (byte === closeList || byte === closeObject) depth -= 1
    else if (byte === comma) parts += 1
    if (parts > maxParts) return 'too_many_parts'
  }
  return 'ok'
}
