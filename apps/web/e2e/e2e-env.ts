import { existsSync } from 'node:fs'

const places = [process.env['AGENTTRACER_CHROMIUM'], process.env['CHROME_BIN'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']

/** Chromium of this machine; the test command has installed one where there was none. */
export const chromiumPath = (): string | undefined => places.find((path) => path !== undefined && existsSync(path))

/** Folder that screenshots are written to; unset writes none. */
export const screenshotFolder = (): string | undefined => process.env['AGENTTRACER_SCREENSHOTS']

/** The test command has just built the web UI. */
export const hasFreshBuild = (): boolean => process.env['AGENTTRACER_WEB_BUILT'] === '1'

/** What a child process gets: nothing of the caller's own AgentTracer settings. */
export const plainEnv = (): NodeJS.ProcessEnv => ({ PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', NODE_ENV: 'production' })
