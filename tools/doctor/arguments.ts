/** What the doctor was asked for. */
export type Wish = { readonly kind: 'examine'; readonly isJson: boolean } | { readonly kind: 'help' } | { readonly kind: 'unknown'; readonly word: string }

export const helpText = `npm run doctor [-- --json]

Answers "why do I see nothing?": looks at this machine's Node, clock and proxy settings, the data folder, its disk and secrets, the database
(embedded, or DATABASE_URL), the ports, both doors, the web UI and its way to the API, the newest run, and what an SDK in this shell would do.
It changes nothing. Give it the settings that you gave to npm start (AGENTTRACER_HOME, AGENTTRACER_*_PORT, DATABASE_URL).

  --json   one JSON document: { "isWell": boolean, "verdicts": [{ "state": "ok" | "note" | "bad", "what", "todo"? }] }
  --help   this text

Exit code: 0 nothing is wrong, 1 something is, 2 unknown argument.`

export function readWish(words: readonly string[]): Wish {
  const unknown = words.find((word) => !['--json', '--help', '-h'].includes(word))
  if (unknown !== undefined) return { kind: 'unknown', word: unknown }
  if (words.includes('--help') || words.includes('-h')) return { kind: 'help' }
  return { kind: 'examine', isJson: words.includes('--json') }
}
