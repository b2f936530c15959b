import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromiumSetting } from './test-env.ts'

/** The headless shell first: a whole browser loads pages of its own into every window, which takes more processor time than most tests. */
const PLACES = [
  '/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable', '/snap/bin/chromium', '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** Path of a Chromium on this machine, or `undefined`. AGENTTRACER_CHROMIUM wins. */
export function findChromium(): string | undefined {
  return [chromiumSetting(), ...PLACES].find((path) => path !== undefined && existsSync(path))
}

/** Finds it, or installs it the platform's way where that needs nobody's leave. */
export function provideChromium(say: (line: string) => void): string | undefined {
  const found = findChromium()
  if (found !== undefined) return found
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  say('Installing Chromium for the browser tests (apt-get) ...')
  // NODE_ENV is for the types of Remix, which ask for it wherever they are loaded.
  const env: NodeJS.ProcessEnv = { NODE_ENV: 'production', PATH: '/usr/sbin:/usr/bin:/sbin:/bin', DEBIAN_FRONTEND: 'noninteractive' }
  const aptGet = (...args: string[]): unknown => spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'], timeout: 600_000 })
  aptGet('update', '-qq')
  for (const name of ['chromium-headless-shell', 'chromium']) if (findChromium() === undefined) aptGet('install', '-y', '-qq', '--no-install-recommends', name)
  return findChromium()
}
