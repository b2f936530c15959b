// Budgets of the UI beside their bars, in a real Chromium against what `npm start` runs: npm run bench -- ui --runs=100000 --rounds=5
import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Browser } from 'playwright-core'
import { firstLoadKiB } from '../../apps/web/e2e/first-load.ts'
import { postRun } from '../../apps/web/e2e/seed-run.ts'
import { huge } from '../../apps/web/e2e/seed-shapes.ts'
import { freePorts, removeWholeStack, startWholeStack } from '../../tools/start/whole-stack.ts'
import type { StackPorts } from '../../tools/start/whole-stack.ts'
import { provideChromium } from '../../tools/test/find-chromium.ts'
import { launchChromium } from '../../tools/test/launch-chromium.ts'
import { Bars } from './bars.ts'
import { measureFilterClicks } from './filter-clicks.ts'
import { measureLargeRun } from './large-run.ts'
import { measureLoads } from './loads.ts'
import { ttiMeaning } from './page-notes.ts'

// The bar of the filter click is set at 100,000 runs; the usual 5,000 are for a quick look. A home of its own, removed at the end.
const { values } = parseArgs({ options: { runs: { type: 'string', default: '5000' }, rounds: { type: 'string', default: '5' }, only: { type: 'string', default: 'loads,large,filter' } } })
const [runs, rounds, only] = [Number(values.runs), Number(values.rounds), values.only.split(',')]
if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(rounds) || rounds < 1) throw new Error('--runs and --rounds are whole numbers from 1 on')
/** However slow the machine, it ends by itself. */
const withinMs = 15 * 60_000 + runs * 5
const began = performance.now()
/** How long a fixed piece of work takes against its own processor time: 1 on a machine that has nothing else to do. */
function crowding(): number {
  const [start, used] = [performance.now(), process.cpuUsage()]
  for (let sum = 0; performance.now() - start < 400; ) sum += Math.sqrt(sum + 1)
  const { user, system } = process.cpuUsage(used)
  return ((performance.now() - start) * 1_000) / (user + system)
}
const say = (line: string): void => console.log(`[${((performance.now() - began) / 1_000).toFixed(0)} s] ${line}`)

function seed(home: string): Promise<void> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('../../tools/seed/main.ts', import.meta.url)), `--runs=${runs}`, `--home=${home}`], { stdio: 'inherit' })
  return new Promise((resolve, reject) => child.once('close', (code) => (code === 0 ? resolve() : reject(new Error('the seeder failed')))))
}

/** Autovacuum looks once a minute; until it and the rollup job have gone over what was seeded, every read costs more than it will. */
const restMs = 75_000

/** Waits that out, and until the server has drawn the first page often enough to be warm; browsers stay cold. */
async function settled({ web }: StackPorts): Promise<void> {
  const until = performance.now() + restMs
  for (let asked = 0; asked < 10 || performance.now() < until; asked++) {
    await (await fetch(`http://127.0.0.1:${web}/p/default`)).text()
    await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
}

async function measure(browser: Browser, ports: StackPorts, bars: Bars): Promise<void> {
  const ingest = `http://127.0.0.1:${ports.ingest}`
  const base = `http://127.0.0.1:${ports.web}/p/default`
  const [small, large] = [await postRun(ingest, huge(60_000, 200)), await postRun(ingest, huge(120_000))]
  const runAt = (runId: string): string => `${base}/runs/${runId}`
  bars.line('Overview: scripts of the first load, gzip', firstLoadKiB('routes/overview'), 'KiB', 150)
  bars.line('Run: scripts of the first load, gzip', firstLoadKiB('routes/run'), 'KiB', 180)
  if (only.includes('loads')) {
    say(`First loads at a 4x slower CPU. ${ttiMeaning}.`)
    await measureLoads(browser, bars, 'Overview', base, rounds)
    await measureLoads(browser, bars, 'Run, 200 steps', runAt(small.runId), rounds)
    await measureLoads(browser, bars, 'Run, 10,000 steps', runAt(large.runId), rounds, false)
  }
  if (only.includes('large')) {
    say('A run of 10,000 steps, opened from the list.')
    await measureLargeRun(browser, bars, { listUrl: `${base}/runs?agent=batch-worker`, runId: large.runId }, rounds)
  }
  if (only.includes('filter')) {
    say('Filters of the Run Explorer.')
    await measureFilterClicks(browser, bars, `${base}/runs`, runs, rounds)
  }
}

const executablePath = provideChromium(say)
if (executablePath === undefined) throw new Error('No Chromium: set AGENTTRACER_CHROMIUM to one')
const home = mkdtempSync(join(tmpdir(), 'agenttracer-bench-ui-'))
const ports = await freePorts()
say(`Starting AgentTracer ... (a piece of work takes ${crowding().toFixed(1)} times its processor time here: above 1.2 the times below tell of the machine, not of the UI)`)
const stack = await startWholeStack(home, ports, 'off')
const bars = new Bars()
const abandoned = new Promise<never>((_, reject) => {
  setTimeout(() => reject(new Error(`not done within ${withinMs / 60_000} minutes`)), withinMs).unref()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => reject(new Error(`stopped by ${signal}`)))
})
try {
  await Promise.race([seed(home), abandoned])
  await Promise.race([settled(ports), abandoned])
  const browser = await launchChromium(executablePath)
  await Promise.race([measure(browser, ports, bars), abandoned]).finally(() => browser.close())
} finally {
  await removeWholeStack(stack, home)
}
say(bars.missed.length === 0 ? 'Every bar is kept.' : `Over the bar: ${bars.missed.join('; ')}.`)
process.exit(bars.missed.length === 0 ? 0 : 1)
