import type { SecretFiles } from './secrets.ts'
import type { StartSettings } from './start-env.ts'

/** The contract between the supervisor and the processes it starts. Each app parses its part in its own env file. */
export type ChildEnv = Readonly<Record<string, string>>

const own = (settings: StartSettings): Record<string, string> => ({ ...settings.base, NODE_ENV: 'production' })

/** apps/api: both doors in one process, keyless on loopback. It derives the addresses of its database roles from the owner's. */
export function apiEnv(settings: StartSettings, secrets: SecretFiles, ownerUrl: string): ChildEnv {
  return {
    ...own(settings),
    AGENTTRACER_ROLE: 'all',
    AGENTTRACER_LOCAL: '1',
    AGENTTRACER_INGEST_PORT: String(settings.ports.ingest),
    AGENTTRACER_QUERY_PORT: String(settings.ports.query),
    AGENTTRACER_DATABASE_URL_OWNER: ownerUrl,
    AGENTTRACER_DB_ROLE_PASSWORDS_FILE: secrets.rolePasswords,
    AGENTTRACER_ADMIN_KEY_FILE: secrets.adminKey,
  }
}

/** apps/web: it alone may attach the admin key, after its same-origin check. */
export function webEnv(settings: StartSettings, secrets: SecretFiles): ChildEnv {
  return {
    ...own(settings),
    AGENTTRACER_LOCAL: '1',
    AGENTTRACER_WEB_PORT: String(settings.ports.web),
    AGENTTRACER_INGEST_URL: `http://127.0.0.1:${settings.ports.ingest}`,
    AGENTTRACER_QUERY_URL: `http://127.0.0.1:${settings.ports.query}`,
    AGENTTRACER_ADMIN_KEY_FILE: secrets.adminKey,
  }
}

/** The demo agents: scripted model only. A key of the user's is not among what is passed on, so a start spends nobody's money. */
export function demoEnv(settings: StartSettings): ChildEnv {
  const { AGENTTRACER_API_KEY: _key, AGENTTRACER_DISABLED: _off, ...rest } = own(settings)
  return { ...rest, AGENTTRACER_API_URL: `http://127.0.0.1:${settings.ports.ingest}` }
}
