// Plays every program in one process and tells what the host saw: node host.fixture.ts <address of the collector>
import { unaccounted } from '../soak/unaccounted.ts'
import { AgentTracer } from '@agenttracer/sdk-core'
import { programs } from './programs.fixture.ts'

let unhandled = 0
process.on('unhandledRejection', () => unhandled++).on('uncaughtException', () => unhandled++)

const tracer = new AgentTracer({ agentId: 'host', apiUrl: process.argv[2] ?? '', onDiagnostic: () => { throw new Error('listener') }, waitUntil: () => { throw new Error('hook') } })
const outcomes: Record<string, unknown> = {}
for (const [name, play] of Object.entries(programs)) outcomes[name] = await play(tracer)
await tracer.shutdown({ timeoutMs: 300 })
const { pending, produced, accepted, openRuns } = tracer.diagnostics()
process.stdout.write(JSON.stringify({ outcomes, books: { unaccounted: unaccounted(tracer.diagnostics()), pending, openRuns }, counts: { produced, accepted } }))
// Nothing is stopped by hand from here on: the process has to end by itself.
process.on('exit', () => process.stdout.write(`\n${unhandled}`))
