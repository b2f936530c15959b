import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

const LIMIT_BYTES = 5_000_000

/** A log file that keeps at most two times 5 MB: itself and the one before. */
export class RollingLog {
  readonly file: string
  #size: number

  constructor(file: string) {
    this.file = file
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    this.#size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  }

  write(chunk: Buffer): void {
    try {
      if (this.#size + chunk.length > LIMIT_BYTES && existsSync(this.file)) {
        renameSync(this.file, `${this.file}.1`)
        this.#size = 0
      }
      appendFileSync(this.file, chunk, { mode: 0o600 })
      this.#size += chunk.length
    } catch {
      // A full disk must not stop the process whose log this is.
    }
  }

  /** The last lines, for the terminal. */
  tail(count: number): string[] {
    if (!existsSync(this.file)) return []
    return readFileSync(this.file, 'utf8').trimEnd().split('\n').slice(-count)
  }
}
