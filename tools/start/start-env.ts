import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { Refusal } from './refusal.ts'

/** What the person who types `npm start` can choose. */
export interface StartSettings {
  /** Folder of id, secrets, logs and data. */
  readonly home: string
  readonly ports: { readonly ingest: number; readonly query: number; readonly web: number }
  readonly isDemoWanted: boolean
  /** A Postgres of the user's own instead of the embedded one. */
  readonly databaseUrl: string | undefined
  /** What every child gets: enough to find programs and folders, and the user's AGENTTRACER_* settings. No other secret of the shell. */
  readonly base: Readonly<Record<string, string>>
}

type Source = Readonly<Record<string, string | undefined>>

const PASSED = new Set(['PATH', 'HOME', 'USER', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'TEMP', 'SYSTEMROOT', 'XDG_CACHE_HOME', 'CI', 'NODE_EXTRA_CA_CERTS'])

/** Reads the settings. @throws Refusal that names the key and the rule, never the value. */
export function readStartSettings(source: Source = process.env): StartSettings {
  return {
    home: resolve(given(source, 'AGENTTRACER_HOME') ?? join(dataFolder(source), 'agenttracer')),
    ports: {
      ingest: port(source, 'AGENTTRACER_INGEST_PORT', 8000),
      query: port(source, 'AGENTTRACER_QUERY_PORT', 8001),
      web: port(source, 'AGENTTRACER_WEB_PORT', 3000),
    },
    isDemoWanted: !['off', '0', 'false', 'no'].includes(given(source, 'AGENTTRACER_DEMO')?.toLowerCase() ?? 'on'),
    databaseUrl: databaseUrl(source),
    base: Object.fromEntries(
      Object.entries(source).filter((entry): entry is [string, string] => entry[1] !== undefined && (PASSED.has(entry[0]) || entry[0].startsWith('AGENTTRACER_'))),
    ),
  }
}

function given(source: Source, key: string): string | undefined {
  const value = source[key]?.trim()
  return value === '' ? undefined : value
}

function port(source: Source, key: string, fallback: number): number {
  const value = given(source, key)
  if (value === undefined) return fallback
  if (/^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65_535) return Number(value)
  throw new Refusal(`${key} must be a port, a whole number from 1 to 65535.`)
}

function databaseUrl(source: Source): string | undefined {
  const value = given(source, 'DATABASE_URL')
  if (value === undefined) return undefined
  if (!/^postgres(ql)?:\/\//.test(value)) throw new Refusal('DATABASE_URL must begin with postgres:// or postgresql://. Remove it to use the embedded Postgres.')
  if (URL.canParse(value)) return value
  throw new Refusal('DATABASE_URL is no address such as postgres://owner:password@host:5432/database: characters such as @ : / # and spaces in its parts must be percent-encoded.')
}

/** The user's data folder, by the custom of the platform. */
function dataFolder(source: Source): string {
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support')
  if (process.platform === 'win32') return given(source, 'LOCALAPPDATA') ?? join(homedir(), 'AppData', 'Local')
  return given(source, 'XDG_DATA_HOME') ?? join(homedir(), '.local', 'share')
}
