/** The closed list of what the web server writes down. No free text, no address, no message. */
export type LogEvent =
  | { readonly event: 'web.started'; readonly port: number }
  | { readonly event: 'web.stopping' }
  | { readonly event: 'web.stopped' }
  | { readonly event: 'web.refused'; readonly rule: string }
  | { readonly event: 'web.door_unreachable'; readonly door: 'ingest' | 'query' }
  | { readonly event: 'bug'; readonly errorClass: string; readonly requestId: string }

/** One JSON line on standard output. */
export const log = (entry: LogEvent): void => void process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`)

/** The class of what was thrown; nothing else of it may be written. */
export const errorClassOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.constructor.name.slice(0, 64) : typeof thrown)
