import { spawnSync } from 'node:child_process'
import { deserialize, serialize } from 'node:v8'
import { buildModel } from '../../apps/web/app/waterfall/model/build-model.ts'
import { aRun, columnsOf, sid } from '../../apps/web/app/waterfall/model/columns.fixture.ts'
import type { StepSpec } from '../../apps/web/app/waterfall/model/columns.fixture.ts'

// What the model of a 10,000-step run costs the thread that builds it, and what it would cost that thread to have a worker build it: columns copied out,
// the model copied in (browsers and Node share the algorithm). Processor time, so that other work of the machine counts little. docs/adr/0012.

const rounds = 15
const agents = 100

const specs = Array.from({ length: 10_000 }, (_, at): StepSpec => {
  const inside = at % agents
  const [from, group] = [at * 10, `agent${Math.floor(at / agents)}`]
  if (inside === 0) return { id: group, from, to: from + 990, type: 'agent', name: 'worker' }
  const step = { id: `s${at}`, parent: group, from, to: from + 9, name: `tool_${inside % 7}` }
  return at === 9_999 ? { ...step, status: 'error', role: 'root_cause' } : step
})

function cpuMs(work: () => unknown): number {
  const before = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1_000
}

/** In a fresh process, as in a page that opens the run first. */
function once(): readonly number[] {
  const columns = columnsOf(specs)
  const run = aRun({ status: 'failed', rootCauseStepId: sid('s9999') })
  const text = JSON.stringify(columns)
  const [parse, cold] = [cpuMs(() => JSON.parse(text)), cpuMs(() => buildModel(columns, run))]
  const model = buildModel(columns, run)
  const bytes = serialize(model)
  const [out, warm] = [cpuMs(() => serialize(columns)), cpuMs(() => buildModel(columns, run))]
  return [parse, cold, warm, out, cpuMs(() => deserialize(bytes))]
}

if (process.argv.includes('--once')) console.log(JSON.stringify(once()))
else {
  const samples = Array.from({ length: rounds }, () => JSON.parse(spawnSync(process.execPath, [import.meta.filename, '--once'], { encoding: 'utf8' }).stdout) as number[])
  const names = ['columns read from JSON', 'model, first time', 'model, third time (bar 40 ms)', 'worker: columns copied out', 'worker: model copied in']
  names.forEach((name, at) => {
    const values = samples.map((sample) => sample[at] ?? Number.NaN).toSorted((a, b) => a - b)
    console.log(`${name.padEnd(32)} median ${(values[Math.floor(rounds / 2)] ?? 0).toFixed(1).padStart(6)} ms, best ${(values[0] ?? 0).toFixed(1).padStart(6)} ms`)
  })
}
