// A worker thread or forked child of a traced host, with a tracer of its own
import { isMainThread, parentPort } from 'node:worker_threads'
import { AgentTracer } from '@agenttracer/sdk-core'

const tracer = new AgentTracer({ agentId: 'guest', apiUrl: process.argv[2] ?? '' })
const value = await tracer.run((run) => run.step('tool', 'x', () => Promise.resolve(4)))
if (isMainThread) process.send?.(value)
else parentPort?.postMessage(value)
