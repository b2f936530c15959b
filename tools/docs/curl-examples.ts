import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface CurlExample {
  readonly page: string
  /** A shell script; its last line's answer is what `expected` shows. */
  readonly script: string
  /** Part of the answer; `…` stands for any text. Undefined where the page shows none. */
  readonly expected: unknown
}

/** The shell blocks of a page that call curl, each with the JSON block right behind it. */
export function curlExamples(page: string): readonly CurlExample[] {
  const text = readFileSync(join(root, page), 'utf8')
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```$(?:\n\n```json\n([\s\S]*?)^```$)?/gm)]
  return blocks
    .map(([, script = '', json]) => ({ page, script, expected: json === undefined ? undefined : (JSON.parse(json) as unknown) }))
    .filter(({ script }) => script.includes('curl '))
}

/** Whether everything that is expected is in the answer, in the same place; lists have to be of one length. */
export function holds(expected: unknown, answer: unknown): boolean {
  if (expected === '…') return typeof answer === 'string'
  if (Array.isArray(expected)) return Array.isArray(answer) && answer.length === expected.length && expected.every((item, index) => holds(item, answer[index]))
  if (typeof expected !== 'object' || expected === null) return expected === answer
  return typeof answer === 'object' && answer !== null && Object.entries(expected).every(([key, value]) => holds(value, (answer as Record<string, unknown>)[key]))
}
