import { readStartSettings } from '../start/start-env.ts'
import type { StartSettings } from '../start/start-env.ts'

/** The settings of `npm start`, with what the command line names in place of the environment. @throws Refusal */
export const settingsWith = ({ home, url }: { readonly home?: string | undefined; readonly url?: string | undefined }): StartSettings =>
  readStartSettings({ ...process.env, ...(home === undefined ? {} : { AGENTTRACER_HOME: home }), ...(url === undefined ? {} : { DATABASE_URL: url }) })
