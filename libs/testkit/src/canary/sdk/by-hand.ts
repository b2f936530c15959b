import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { AgentTracer, Plugin, PluginContext, StepHandle } from '@agenttracer/sdk-core'
import type { byHandPlaces } from './by-hand-places.ts'
import { plantedErrors } from './by-hand-errors.ts'
import { oddErrors } from './odd-errors.ts'
import { withEnvironment } from './host-env.ts'
import type { Plant, Stage } from './stage.ts'

type PlantHere = Plant<(typeof byHandPlaces)[number]['id']>

/** What JavaScript callers do and TypeScript would refuse. */
const untyped = (value: unknown): never => value as never

/** A host that records by hand, also the wrong way. */
export async function playByHand(stage: Stage, plantSilently: PlantHere): Promise<void> {
  // Here the host hands the mark to the recorder itself.
  const plant: PlantHere = (id, harmless) => {
    const text = plantSilently(id, harmless)
    stage.witness.see(text)
    return text
  }
  await configure(stage, plant)
  const context = stage.newTracer({ agentId: 'canary-by-hand', agentVersion: '1.4.0', environment: 'canary', plugins: [failingPlugin(plant('hand.plugin.error'))] })
  await runs(context, plant)
  await steps(context, plant)
  for (const error of plantedErrors(plant)) await swallow(() => context.run(() => context.step('tool', 'billing_api', () => Promise.reject(error as Error))))
  for (const error of oddErrors(plant)) await swallow(() => context.run(() => context.step('tool', 'billing_api', () => Promise.reject(error as Error))))
  oddNames(context, plant)
  await requests(context, plant)
  plugin(context.context('homemade'), plant)
}

async function swallow(fn: () => unknown): Promise<void> {
  try {
    await fn()
  } catch {
    // The host has seen its own error.
  }
}

async function configure({ newTracer, closedUrl }: Stage, plant: PlantHere): Promise<void> {
  const options = newTracer({ agentId: plant('hand.option.agent-id'), agentVersion: plant('hand.option.agent-version'), environment: plant('hand.option.environment') })
  await options.run(() => undefined)
  await newTracer({ apiUrl: `${closedUrl}/${encodeURIComponent(plant('hand.option.api-url'))}` }).run(() => undefined)
  process.title = plant('hand.argv')
  process.argv.push(plant('hand.argv'))
  const environment = {
    AGENTTRACER_AGENT_ID: plant('hand.env.agent-id'),
    AGENTTRACER_AGENT_VERSION: plant('hand.env.agent-version'),
    AGENTTRACER_ENVIRONMENT: plant('hand.env.environment'),
    DATABASE_PASSWORD: plant('hand.env.other'),
  }
  await withEnvironment(environment, () => newTracer({})).run(() => undefined)
}

async function runs(tracer: AgentTracer, plant: PlantHere): Promise<void> {
  const options = {
    traceId: plant('hand.run.trace-id'), continuesRunId: plant('hand.run.continues'), userId: plant('hand.run.user-id'), metadata: { note: plant('hand.run.metadata') },
  }
  await tracer.run(options, async (run) => {
    run.metric(plant('hand.metric.name'), 1)
    run.metric('answer_quality', untyped(plant('hand.metric.value')))
    run.metric('retries', 2)
    await tracer.run({ name: plant('hand.run.name', 'inner_agent') }, () => undefined)
    return plant('hand.run.result')
  })
  await tracer.run((run) => run.fail(untyped(plant('hand.run.fail'))))
  const controller = new AbortController()
  await swallow(() =>
    tracer.run({ signal: controller.signal }, async () => {
      controller.abort(new Error(plant('hand.run.abort-reason')))
      await tracer.step('tool', 'billing_api', () => controller.signal.throwIfAborted())
    }),
  )
  const joined = tracer.joinRun(plant('hand.join.run-id'), plant('hand.join.step-id'))
  joined.step('tool', 'billing_api', () => undefined)
  joined.end()
}

async function steps(tracer: AgentTracer, plant: PlantHere): Promise<void> {
  await tracer.run(async (run) => {
    run.step('plan', 'analyse_query', () => undefined)
    run.step('tool', plant('hand.step.name'), () => plant('hand.step.result'))
    run.step('model', plant('hand.step.model-name', 'gpt-4o-mini'), (step) => facts(step, plant))
    run.step('model', 'gpt-4o-mini', (step) => step.set({ provider: 'openai', inputTokens: 120, finishReason: 'stop' }))
    await swallow(() => run.step(untyped(plant('hand.step.type')), 'billing_api', () => undefined))
    run.step('tool', 'billing_api', (step) => step.fail(untyped(plant('hand.step.fail'))))
    run.step('tool', 'billing_api', (step) => step.fail('tool.timeout'))
    await swallow(() => run.step('tool', 'billing_api', () => throwing(plant('hand.step.thrown-text'))))
    await swallow(() => run.step('tool', 'billing_api', () => throwing({ name: 'Error', message: plant('hand.step.thrown-object') })))
    const tired = { attempts: 2, waitMs: 1 }
    await swallow(() => run.step('tool', 'billing_api', () => throwing(new Error(plant('hand.step.retry-error'))), { retry: tired }))
  })
}

function facts(step: StepHandle<'model'>, plant: PlantHere): void {
  step.set({ model: plant('hand.fact.model', 'gpt-4o-mini') })
  step.set({ provider: untyped(plant('hand.fact.provider')), finishReason: untyped(plant('hand.fact.finish-reason')), inputTokens: untyped(plant('hand.fact.tokens')) })
  step.set(untyped({ [plant('hand.fact.other-key')]: 1, prompt: plant('hand.fact.other-value'), httpStatus: plant('hand.fact.http-status') }))
}

/** What a name is made of when it is not written down but put together. */
function oddNames(tracer: AgentTracer, plant: PlantHere): void {
  tracer.run((run) => {
    run.step('tool', `answer_for_${plant('hand.name.of-user')}`, () => undefined)
    const text = plant('hand.name.object')
    run.step('tool', untyped({ toString: () => text, toJSON: () => text }), () => undefined)
    run.step('tool', untyped(Symbol(plant('hand.name.symbol'))), () => undefined)
    run.step('tool', `/srv/${plant('hand.name.path')}/notes.txt`, () => undefined)
    run.step('model', `https://api.example.com/v1?deployment=${plant('hand.name.host')}`, (step) => {
      const part = plant('hand.fact.array')
      step.set(untyped({ inputTokens: [part], outputTokens: { valueOf: () => part }, streamed: [part], costUsd: { toJSON: () => part } }))
    })
  })
}

function throwing(value: unknown): never {
  throw value
}

/** A tool's own requests, over both of Node's clients. */
async function requests(tracer: AgentTracer, plant: PlantHere): Promise<void> {
  const server = createServer((_request, response) => response.writeHead(503, { 'x-customer': plant('hand.http.answer-header') }).end(plant('hand.http.answer-body')))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/${encodeURIComponent(plant('hand.http.url'))}?q=${encodeURIComponent(plant('hand.http.url'))}`
  const headers = { 'x-customer': plant('hand.http.header') }
  await tracer.run(async () => {
    await tracer.step('tool', 'search_api', async () => (await fetch(url, { method: 'POST', headers, body: plant('hand.http.body') })).text())
    // A method is a word of the protocol: the text stands where a caller could put it, and Node refuses it.
    await swallow(() => tracer.step('tool', 'search_api', () => new Promise((resolve) => httpRequest(url, { method: plant('hand.http.method') }, resolve).end())))
  })
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}

const failingPlugin = (text: string): Plugin => ({
  name: 'failing',
  setup() {
    throw new Error(text)
  },
})

/** A third party's plugin that knows no closed lists. */
function plugin(context: PluginContext, plant: PlantHere): void {
  const [run, step, odd] = [{}, {}, {}]
  context.run.start(run, { isAgent: true })
  context.step.start(step, { type: 'tool', name: plant('hand.plugin.step-name'), parent: run, operation: untyped(plant('hand.plugin.operation')), lane: plant('hand.plugin.lane'), input: plant('hand.plugin.input'), maxAttempts: untyped(plant('hand.plugin.max-attempts')) })
  context.step.flag(step, untyped(plant('hand.plugin.flag')))
  context.toolAsked(step, 'billing_api', plant('hand.plugin.tool-asked'))
  context.step.end(step, { flags: [untyped(plant('hand.plugin.end-flag'))], status: untyped(plant('hand.plugin.status')), declared: untyped(plant('hand.plugin.declared')) })
  context.step.start(odd, { type: untyped(plant('hand.plugin.type')), name: 'billing_api', parent: run })
  context.step.end(odd, { error: new Error('odd') })
  context.run.end(run, { status: untyped(plant('hand.plugin.run-status')) })
}
