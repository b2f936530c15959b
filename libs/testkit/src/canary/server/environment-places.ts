import type { Place } from '../mark/place.ts'

/** A place in the environment of a process that is then started: it must refuse without telling the value. */
export interface EnvironmentPlace extends Place {
  readonly app: 'api' | 'web' | 'doctor' | 'seed' | 'start'
  /** Places of one start share their number. */
  readonly start: number
  /** The process does not refuse at once: it waits for a database that it takes for late. */
  readonly isPatient: boolean
  /** The variable, and how the mark stands in it. */
  readonly variable: string
  readonly value: (text: string, ownerUrl: string) => string
}

const asIs = (text: string): string => text
const at = (app: EnvironmentPlace['app'], start: number, variable: string, value: EnvironmentPlace['value'] = asIs): EnvironmentPlace => ({
  id: `environment.${app}.${variable.toLowerCase().replaceAll('_', '-')}${start === 1 ? '' : `.${start}`}`, kind: 'content', where: `${app}: \`${variable}\``, app, start, isPatient: value === withPassword, variable, value,
})

/** The owner's address with another password: the server answers with a refusal. */
function withPassword(text: string, ownerUrl: string): string {
  const url = new URL(ownerUrl)
  url.password = encodeURIComponent(text)
  return url.href
}

/** Settings that are wrong, one by one and together. */
export const environmentPlaces: readonly EnvironmentPlace[] = [
  ...['AGENTTRACER_ROLE', 'AGENTTRACER_HOST', 'AGENTTRACER_INGEST_PORT', 'AGENTTRACER_QUERY_PORT', 'AGENTTRACER_LOCAL', 'AGENTTRACER_DATABASE_URL_OWNER', 'AGENTTRACER_RETENTION_DAYS', 'AGENTTRACER_LOG_LEVEL', 'AGENTTRACER_UNKNOWN'].map((name) => at('api', 1, name)),
  at('api', 2, 'AGENTTRACER_DB_ROLE_PASSWORDS_FILE', (text) => `/nowhere/${text}`),
  at('api', 3, 'AGENTTRACER_ADMIN_KEY_FILE', (text) => `/nowhere/${text}`),
  at('api', 4, 'AGENTTRACER_DATABASE_URL_OWNER', withPassword),
  ...['AGENTTRACER_WEB_PORT', 'AGENTTRACER_QUERY_URL', 'AGENTTRACER_INGEST_URL', 'AGENTTRACER_LOCAL', 'AGENTTRACER_UNKNOWN'].map((name) => at('web', 1, name)),
  at('api', 5, 'AGENTTRACER_DATABASE_URL_OWNER', (text) => `postgres://joe:${text}@:x/db`),
  at('api', 6, 'AGENTTRACER_DATABASE_URL_INGEST', (text) => `postgres://joe:${text}@:x/db`),
  at('web', 2, 'AGENTTRACER_UI_PASSWORD', (text) => text.repeat(9)),
  at('web', 2, 'AGENTTRACER_QUERY_KEY'),
  ...(['doctor', 'seed', 'start'] as const).flatMap((app) => [
    at(app, 1, 'DATABASE_URL', (text) => `postgres://joe:${text}@:x/db`), at(app, 2, 'DATABASE_URL', asIs), at(app, 3, 'AGENTTRACER_WEB_PORT'),
  ]),
  ...(['doctor', 'seed'] as const).flatMap((app) => [
    at(app, 4, 'DATABASE_URL', withPassword), at(app, 5, 'DATABASE_URL', (text) => `postgres://${encodeURIComponent(text)}:${encodeURIComponent(text)}@127.0.0.1:9/${encodeURIComponent(text)}`),
  ]),
  at('doctor', 6, 'AGENTTRACER_API_URL'), at('doctor', 6, 'AGENTTRACER_API_KEY'), at('doctor', 6, 'AGENTTRACER_UNKNOWN'),
  at('web', 3, 'AGENTTRACER_ADMIN_KEY_FILE', (text) => `/nowhere/${text}`),
]
