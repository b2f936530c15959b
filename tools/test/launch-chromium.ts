import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'
import { findChromium } from './find-chromium.ts'

/** Nothing that a browser does of its own accord: a machine may be closed to the outside, and the tests count what is asked of the network. */
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

/** A headless Chromium, this machine's own. */
export function launchChromium(executablePath: string | undefined = findChromium()): Promise<Browser> {
  if (executablePath === undefined) throw new Error('No Chromium on this machine: install one, or set AGENTTRACER_CHROMIUM to its path.')
  return chromium.launch({ executablePath, headless: true, args: [...flags] })
}
