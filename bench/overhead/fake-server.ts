// The scripted model server in a process of its own, so that its work is not counted: ten steps a run, then the answer
import { startFakeLlm } from '@agenttracer/fake-llm'

const latencyMs = Number(process.argv[2] ?? 0)
const turns = 5
const server = await startFakeLlm({
  record: false,
  latencyMs,
  script: (info: { toolResults: readonly unknown[] }) =>
    info.toolResults.length >= turns ? { kind: 'text', text: 'done' } : { kind: 'tools', calls: [{ name: 'look', args: { n: info.toolResults.length } }] },
})
process.send?.(server.url)
