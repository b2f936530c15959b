import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { startCollector } from '../testing/collector.ts'

const tracer = fileURLToPath(new URL('../index.ts', import.meta.url))

/** A host that records one run, says so, and has nothing else to do. */
const host = (url: string, more = ''): string => `
  import { AgentTracer } from ${JSON.stringify(tracer)}
  const tracer = new AgentTracer({ agentId: 'short', apiUrl: ${JSON.stringify(url)} })
  tracer.run((run) => run.step('tool', 'x', () => 1))
  ${more}
  console.log('done')
`

function play(script: string): Promise<{ code: number; output: string; ms: number }> {
  const began = performance.now()
  return new Promise((resolve) => {
    execFile(process.execPath, ['--input-type=module', '-e', script], { timeout: 20_000 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), output: stdout + stderr, ms: performance.now() - began })
    })
  })
}

test('a short process delivers before it ends, without being told', async () => {
  await using collector = await startCollector()
  expect(await play(host(collector.url))).toMatchObject({ code: 0, output: 'done\n' })
  expect(collector.batches.flatMap((batch) => batch.runs.map(({ status }) => status))).toEqual(['success'])
})

test.each([
  { name: 'hangs', behave: () => true },
  { name: 'resets', behave: (request: { socket: { destroy(): unknown } }) => { request.socket.destroy(); return true } },
])('a collector that $name keeps no process alive', async ({ behave }) => {
  await using collector = await startCollector(behave)
  const { code, output, ms } = await play(host(collector.url))
  expect([code, output]).toEqual([0, 'done\n'])
  expect(ms).toBeLessThan(9000)
})

test('an open run keeps no process alive', async () => {
  await using collector = await startCollector()
  expect(await play(host(collector.url, "tracer.startRun().startStep('tool', 'open')"))).toMatchObject({ code: 0, output: 'done\n' })
})

test('await using delivers and stops', async () => {
  await using collector = await startCollector()
  const script = `import { AgentTracer } from ${JSON.stringify(tracer)}
    { await using tracer = new AgentTracer({ apiUrl: ${JSON.stringify(collector.url)} }); tracer.run(() => 1) }
    console.log('done')`
  expect(await play(script)).toMatchObject({ code: 0, output: 'done\n' })
  expect(collector.batches.flatMap((batch) => batch.runs)).toHaveLength(1)
})
