// takes the pictures of the docs from the demo's own data, those of many runs from seeded ones
import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import { freePorts, removeWholeStack, startWholeStack } from '../start/whole-stack.ts'
import { provideChromium } from '../test/find-chromium.ts'
import { launchChromium } from '../test/launch-chromium.ts'
import { demoPictures, pictureThemes, seededPictures } from './picture-names.ts'

const demoRuns = 16
const seededRuns = 4_000
const say = (line: string): void => console.log(line)
const executablePath = provideChromium(say)
if (executablePath === undefined) throw new Error('No Chromium: set AGENTTRACER_CHROMIUM to one')

interface Run { readonly runId: string; readonly status: string; readonly verdict: { readonly stepName: string | null } | null }

async function demoEnded(query: number): Promise<readonly Run[]> {
  for (let second = 0; second < 120; second++) {
    const answer = await fetch(`http://127.0.0.1:${query}/v1/runs?env=demo&limit=50`)
    const { items } = (await answer.json()) as { items: Run[] }
    if (items.filter((run) => run.status !== 'running').length >= demoRuns) return items
    await sleep(1000)
  }
  throw new Error('the demo did not end')
}

async function take(browser: Browser, pages: Readonly<Record<string, string>>, runId = ''): Promise<void> {
  for (const colorScheme of pictureThemes) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme })
    const page = await context.newPage()
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(`http://127.0.0.1:${ports.web}/p/default${path.replace('RUN', `/runs/${runId}`)}`, { waitUntil: 'networkidle' })
      await page.screenshot({ path: `docs/images/${name}-${colorScheme}.png` })
      say(`docs/images/${name}-${colorScheme}.png`)
    }
    await context.close()
  }
}

const home = mkdtempSync(join(tmpdir(), 'agenttracer-pictures-'))
const ports = await freePorts()
say('Starting AgentTracer and its demo ...')
const stack = await startWholeStack(home, ports, 'on')
try {
  const runs = await demoEnded(ports.query)
  const failed = runs.find((run) => run.verdict?.stepName === 'issue_refund')
  if (failed === undefined) throw new Error('the demo has no failed refund')
  const browser = await launchChromium(executablePath)
  await take(browser, demoPictures, failed.runId)
  const seeded = spawnSync(process.execPath, ['tools/seed/main.ts', `--runs=${seededRuns}`, '--days=7', `--home=${home}`], { stdio: 'inherit' })
  if (seeded.status !== 0) throw new Error('the seeder failed')
  await take(browser, seededPictures)
  await browser.close()
} finally {
  await removeWholeStack(stack, home)
}
