/** Folder that screenshots are written to; unset writes none. */
export const screenshotFolder = (): string | undefined => process.env['AGENTTRACER_SCREENSHOTS']

/** The test command has just built the web UI. */
export const hasFreshBuild = (): boolean => process.env['AGENTTRACER_WEB_BUILT'] === '1'

/** What a child process gets: nothing of the caller's own AgentTracer settings. */
export const plainEnv = (): NodeJS.ProcessEnv => ({ PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', NODE_ENV: 'production' })
