import type { SeedAgent } from './agents.ts'
import type { Draws } from './draws.ts'
import type { SeedError, SeedRun, SeedStep } from './seed-run.ts'
import type { Trouble } from './troubles.ts'

/** What becomes of a run. `degraded`: a tool failed and the agent answered all the same. */
export type Outcome =
  | { readonly kind: 'good' | 'recovered' | 'degraded' | 'running' | 'interrupted' | 'lost' }
  | { readonly kind: 'failed'; readonly trouble: Trouble; readonly tool?: string }

type Told = Omit<SeedRun, 'startedMsAgo' | 'agent' | 'version' | 'environment'>

/** Writes a run of an agent step by step, with a clock of its own. */
class Play {
  readonly steps: SeedStep[] = []
  clock = 0
  #ref = 0
  readonly #agent: SeedAgent
  readonly #draws: Draws
  parent: string | undefined

  constructor(agent: SeedAgent, draws: Draws) {
    this.#agent = agent
    this.#draws = draws
  }

  add(step: Omit<SeedStep, 'key' | 'from' | 'to'>, ms: number | null): SeedStep {
    const from = this.clock + this.#draws.whole(1, 12)
    const to = ms === null ? null : from + Math.max(1, Math.round(ms))
    const made: SeedStep = { ...step, key: `s${this.steps.length}`, ...(this.parent === undefined ? {} : { parent: this.parent }), from, to }
    this.steps.push(made)
    this.clock = to ?? from
    return made
  }

  model(more: Partial<SeedStep> = {}): SeedStep {
    const { asked, answers, provider } = this.#draws.weighted(this.#agent.models)
    const ms = this.#draws.tailed(900, 0.6)
    const failed = more.error !== undefined
    const facts = failed ? { provider, ...more.facts } : {
      model: answers, provider, inputTokens: this.#draws.whole(300, 3_800), outputTokens: this.#draws.whole(20, 700), finishReason: 'tool_calls', streamed: true,
      ttftMs: Math.round(ms / 3), ...more.facts,
    }
    return this.add({ type: 'model', name: asked, ...more, facts }, ms)
  }

  tool(name?: string, more: Partial<SeedStep> = {}): SeedStep {
    const tool = this.#agent.tools.find((one) => one.name === name) ?? this.#draws.weighted(this.#agent.tools)
    return this.add({ type: 'tool', name: tool.name, ...more, facts: { ...(tool.isHttp && more.error === undefined ? { httpStatus: 200 } : {}), ...more.facts } }, this.#draws.tailed(tool.medianMs, 0.8))
  }

  work(): void {
    const { retriever } = this.#agent
    this.model()
    if (retriever !== undefined && this.#draws.chance(0.4)) this.add({ type: 'retrieval', name: retriever, facts: { documentCount: this.#draws.whole(1, 12) } }, this.#draws.tailed(160, 0.7))
    else for (let calls = this.#draws.chance(0.2) ? 2 : 1; calls > 0; calls -= 1) this.tool()
  }

  error(shape: Omit<SeedError, 'ref'>): SeedError {
    this.#ref += 1
    return { ...shape, ref: this.#ref }
  }

  /** Attempts of one step, each with an error object of its own; the last error. */
  trouble({ at, name, error, flags, facts, status, tries = 1 }: Trouble, toolName?: string): SeedError | undefined {
    if (at === 'run') return undefined
    const own = this.#draws.weighted(this.#agent.tools).name
    let last: SeedError | undefined
    let group: string | undefined
    for (let attempt = 1; attempt <= tries; attempt += 1) {
      const waitMs = attempt === 1 ? undefined : 250 * 2 ** attempt
      this.clock += waitMs ?? 0
      last = error === undefined ? undefined : this.error(error)
      const more: Partial<SeedStep> = {
        ...(last === undefined ? {} : { error: last }), ...(flags === undefined ? {} : { flags }), status: status ?? 'error',
        facts: { ...facts, ...(tries === 1 ? {} : { maxAttempts: tries }), ...(waitMs === undefined ? {} : { waitMs }) },
        ...(tries === 1 ? {} : { retry: [group ?? `s${this.steps.length}`, attempt] as const }),
      }
      const step = at === 'tool' ? this.tool(toolName ?? name ?? own, more)
        : at === 'model' ? this.model(more)
        : this.add({ type: at, name: name ?? this.#agent.retriever ?? at, ...more }, this.#draws.tailed(120, 0.6))
      group ??= step.key
    }
    return last
  }
}

/** A run of this agent with this outcome, a pure function of the draws. */
export function playAgent(agent: SeedAgent, outcome: Outcome, draws: Draws): Told {
  const play = new Play(agent, draws)
  if (agent.guardrail !== undefined && draws.chance(0.5)) play.add({ type: 'guardrail', name: agent.guardrail, facts: { triggered: false } }, draws.whole(5, 40))
  const rounds = Math.min(60, Math.max(1, Math.round(draws.tailed(agent.rounds, 0.6))))
  const troubled = draws.whole(1, rounds)
  const inner = agent.inner === undefined ? undefined : play.add({ type: 'agent', name: agent.inner }, 1)
  play.parent = inner?.key
  for (let round = 1; round <= rounds; round += 1) {
    play.work()
    if (round === troubled) {
      const told = meet(play, outcome, draws)
      if (told !== undefined) return enclose(told, play, inner)
    }
  }
  play.parent = undefined
  play.add({ type: 'respond', name: 'respond', facts: { inputTokens: draws.whole(500, 4_000), outputTokens: draws.whole(80, 900), finishReason: 'stop' } }, draws.tailed(1_200, 0.5))
  return enclose({ status: 'success', durationMs: play.clock + draws.whole(2, 20) }, play, inner)
}

/** What befalls the run in its troubled round; undefined: it goes on. */
function meet(play: Play, outcome: Outcome, draws: Draws): Omit<Told, 'steps'> | undefined {
  if (outcome.kind === 'recovered') {
    const first = play.tool(undefined, { status: 'error', error: play.error({ errorClass: 'HttpError', httpStatus: 503 }), facts: { httpStatus: 503, maxAttempts: 3 } })
    play.clock += 500
    play.tool(first.name, { retry: [first.key, 2], facts: { waitMs: 500, maxAttempts: 3 } })
  }
  if (outcome.kind === 'degraded') play.tool(undefined, { status: 'error', error: play.error({ errorClass: 'HttpError', httpStatus: 404 }), facts: { httpStatus: 404 } })
  if (outcome.kind === 'running' || outcome.kind === 'lost') {
    play.add({ type: 'tool', name: 'crawl_site' }, null)
    return { status: 'running', durationMs: null }
  }
  if (outcome.kind === 'interrupted') {
    play.tool(undefined, { status: 'interrupted' })
    return { status: 'interrupted', durationMs: play.clock + 5 }
  }
  if (outcome.kind !== 'failed') return undefined
  const { trouble } = outcome
  const error = play.trouble(trouble, outcome.tool)
  const { status = 'failed', flags } = trouble.ends ?? {}
  const shape = trouble.ends?.error
  const told = shape === undefined ? error : shape === null ? undefined : error ?? play.error(shape)
  return { status, durationMs: play.clock + draws.whole(2, 20), ...(told === undefined ? {} : { error: told }), ...(flags === undefined ? {} : { flags }) }
}

/** Ends the inner agent with its run: an error that reached the caller has gone through it. */
function enclose(told: Omit<Told, 'steps'>, play: Play, inner: SeedStep | undefined): Told {
  const steps = play.steps.map((step): SeedStep => {
    if (step.key !== inner?.key) return step
    if (told.durationMs === null) return { ...step, to: null }
    const through = told.error !== undefined && play.steps.some(({ error, parent }) => parent === inner.key && error?.ref === told.error?.ref)
    return {
      ...step, to: Math.max(...play.steps.filter(({ parent }) => parent === inner.key).map(({ to, from }) => to ?? from), step.from + 1) + 1,
      ...(through && told.status === 'failed' && told.error !== undefined ? { error: told.error } : {}), ...(told.status === 'interrupted' || told.status === 'cancelled' ? { status: told.status } : {}),
    }
  })
  return { ...told, steps }
}
