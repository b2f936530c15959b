// starts database, API, web UI and demo; Ctrl-C stops everything
import { fileURLToPath } from 'node:url'
import { PostgresStartError } from '@agenttracer/postgres'
import { agenttracerPlan } from './agenttracer-plan.ts'
import { faultLine } from './fault-line.ts'
import { refuseTakenPorts } from './ports.ts'
import { Refusal } from './refusal.ts'
import { readStartSettings } from './start-env.ts'
import { askedToStop } from './stop-signals.ts'
import { supervise } from './supervise.ts'

const began = performance.now()
const say = (line: string): void => console.log(line.startsWith('\n') ? line : `[${((performance.now() - began) / 1000).toFixed(1)} s] ${line}`)
const root = fileURLToPath(new URL('../..', import.meta.url))
const asked = askedToStop()

try {
  const settings = readStartSettings()
  const { ingest, query, web } = settings.ports
  const plan = agenttracerPlan(root, settings, say)
  const needs = [
    { part: 'ingest', port: ingest, key: 'AGENTTRACER_INGEST_PORT' },
    { part: 'query', port: query, key: 'AGENTTRACER_QUERY_PORT' },
    { part: 'web UI', port: web, key: 'AGENTTRACER_WEB_PORT' },
  ]
  process.exitCode = await supervise({ ...plan, beforeStart: () => refuseTakenPorts(needs) }, asked)
} catch (error) {
  // Only these two carry words meant for the terminal.
  const isForTerminal = error instanceof Refusal || error instanceof PostgresStartError
  console.error(`\nAgentTracer did not start.\n${isForTerminal ? error.message : faultLine(error)}`)
  process.exitCode = 1
}
process.exit()
