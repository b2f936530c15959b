import type { WebEnv } from '../app/env.server.ts'

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i

/** Why the server must not start as it is configured; undefined if it may. Nobody but this machine gets in without a sign-in. */
export function startRefusal({ host, isLocal, uiPassword }: Pick<WebEnv, 'host' | 'isLocal' | 'uiPassword'>): string | undefined {
  if (uiPassword !== undefined) return undefined
  if (!loopback.test(host)) return 'AGENTTRACER_WEB_HOST is not a loopback address, so others could open the pages: set AGENTTRACER_UI_PASSWORD (12 characters or more), or bind to 127.0.0.1.'
  if (!isLocal) return 'Nobody could sign in: set AGENTTRACER_UI_PASSWORD (12 characters or more), or AGENTTRACER_LOCAL=1 for one person on this machine (npm start does).'
  return undefined
}
