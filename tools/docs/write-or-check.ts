import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Writes a generated page, or says whether the committed one is current. The path is from the root of the repository. */
export function writeOrCheck(path: string, text: string, isCheck: boolean): boolean {
  const file = fileURLToPath(new URL(`../../${path}`, import.meta.url))
  if (!isCheck) {
    writeFileSync(file, text)
    return true
  }
  return readIfThere(file) === text
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
