// node examples/ci-gate/main.ts <agent> [version]   fails the build when the newest version of an agent fails in a new way
import { createAgentTracerClient } from '@agenttracer/client'
import { askGate } from './gate.ts'

const [agent, version] = process.argv.slice(2)
if (agent === undefined) {
  console.error('Which agent? node examples/ci-gate/main.ts <agent> [version]')
  process.exit(2)
}

const client = createAgentTracerClient({ url: process.env['AGENTTRACER_QUERY_URL'] ?? 'http://localhost:8001', apiKey: process.env['AGENTTRACER_API_KEY'] })
const { mayShip, lines } = await askGate(client, { agent, version })
for (const line of lines) console.log(line)
process.exitCode = mayShip ? 0 : 1
