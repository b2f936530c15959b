import type {
  Diagnosis, DiagnosisRun, DiagnosisStep, ErrorLink, FailureKey, RunStatus, SignalFlag, StepId, StepStatus, StepType,
} from '@agenttracer/schema'
import { diagnoseRun } from '../diagnose-run.ts'

/** One error object as a test writes it; `ref` is its identity. */
export interface ErrorSpec {
  readonly ref: number
  readonly class?: string
  readonly code?: string
  readonly errno?: string
  readonly status?: number
}

type Facts = Omit<Partial<DiagnosisStep>, 'signals' | 'parentStepId' | 'retryGroup' | 'startedAt' | 'endedAt' | 'stepId' | 'type' | 'name' | 'node' | 'status'>

export interface StepSpec extends Facts {
  /** How a test calls the step; by default its name, with `#2`, `#3` for further ones. */
  readonly id?: string
  readonly in?: string
  /** Its parent was recorded nowhere: lost, or not yet there. */
  readonly isOrphan?: true
  readonly node?: string
  readonly status?: StepStatus
  /** Start, in milliseconds from the start of the run; by default right after the step before. */
  readonly at?: number
  /** How long it took; by default 10 ms. */
  readonly ms?: number
  readonly chain?: readonly ErrorSpec[]
  readonly flags?: readonly SignalFlag[]
  readonly declared?: FailureKey
  readonly retryOf?: string
}

const epoch = Date.UTC(2026, 0, 5, 12)
const instant = (ms: number): DiagnosisStep['startedAt'] => new Date(epoch + ms).toISOString() as DiagnosisStep['startedAt']

const toLink = (spec: ErrorSpec): ErrorLink =>
  ({
    errorRef: spec.ref,
    ...(spec.class === undefined ? {} : { errorClass: spec.class }),
    ...(spec.code === undefined ? {} : { errorCode: spec.code }),
    ...(spec.errno === undefined ? {} : { errno: spec.errno }),
    ...(spec.status === undefined ? {} : { httpStatus: spec.status }),
  }) as ErrorLink

const signals = (chain: readonly ErrorSpec[] = [], flags: readonly SignalFlag[] = [], declared?: FailureKey) => ({
  chain: chain.map(toLink), flags, ...(declared === undefined ? {} : { declared }),
})

/** What a test compares: names instead of ids. */
export interface Outcome {
  readonly cause: string | null
  readonly at: string | null
  readonly confidence: string | null
  readonly degraded: boolean
}

/** Builds recorded runs as an adapter would send them. Every verb returns the same builder. */
export class RunBuilder {
  readonly #steps: DiagnosisStep[] = []
  readonly #names = new Map<StepId, string>()
  readonly #ids = new Map<string, StepId>()
  #run: Omit<DiagnosisRun, 'endedAt'>
  #clock = 0
  #endMs: number | undefined
  #ref = 1000

  constructor() {
    this.#run = { runId: '0194d0a0-0000-7000-8000-000000000001', agentId: 'agent', status: 'success', startedAt: instant(0) } as DiagnosisRun
  }

  step(type: StepType, name: string, spec: StepSpec = {}): this {
    const { id, in: parent, isOrphan, at, ms = 10, chain, flags, declared, retryOf, node, status = 'ok', ...facts } = spec
    const startMs = at ?? this.#clock + 1
    this.#clock = Math.max(this.#clock, startMs + ms)
    const stepId = (this.#steps.length + 1).toString(16).padStart(16, '0') as StepId
    const label = id ?? this.#label(name)
    this.#names.set(stepId, label)
    this.#ids.set(label, stepId)
    const ended = status !== 'running'
    this.#steps.push({
      seq: this.#steps.length, attempt: 1, ...facts, stepId, type, name, status, startedAt: instant(startMs),
      ...(ended ? { endedAt: instant(startMs + ms), durationMs: ms } : {}),
      ...(node === undefined ? {} : { node: node as NonNullable<DiagnosisStep['node']> }),
      ...(parent === undefined ? {} : { parentStepId: this.#idOf(parent) }),
      ...(isOrphan === undefined ? {} : { parentStepId: 'ffffffffffffffff' as StepId }),
      ...(retryOf === undefined ? {} : { retryGroup: this.#idOf(retryOf) }),
      ...(chain === undefined && flags === undefined && declared === undefined ? {} : { signals: signals(chain, flags, declared) }),
    })
    return this
  }

  model(name = 'gpt-4.1', spec: StepSpec = {}): this {
    return this.step('model', name, spec)
  }

  tool(name: string, spec: StepSpec = {}): this {
    return this.step('tool', name, spec)
  }

  retrieval(name: string, spec: StepSpec = {}): this {
    return this.step('retrieval', name, spec)
  }

  /** A step that ended with an error. */
  fails(type: StepType, name: string, error: Omit<ErrorSpec, 'ref'> & { readonly ref?: number }, spec: StepSpec = {}): this {
    return this.step(type, name, { status: 'error', chain: [{ ref: error.ref ?? this.#ref++, ...error }], ...spec })
  }

  /** The same step in several attempts, each with an error object of its own; the last one has number `ref`. */
  retried(type: StepType, name: string, times: number, error: Omit<ErrorSpec, 'ref'> & { readonly ref?: number }, spec: StepSpec = {}): this {
    const first = this.#label(name)
    for (let attempt = 1; attempt <= times; attempt++) {
      const ref = attempt === times ? (error.ref ?? this.#ref++) : this.#ref++
      this.fails(type, name, { ...error, ref }, { attempt, maxAttempts: times, ...(attempt === 1 ? {} : { retryOf: first, waitMs: 5 }), ...spec })
    }
    return this
  }

  /** A good last attempt of the step before. */
  thenOk(type: StepType, name: string, spec: StepSpec = {}): this {
    const before = this.#steps.findLast((step) => step.type === type && step.name === name)
    const group = before?.retryGroup ?? before?.stepId
    return this.step(type, name, { attempt: (before?.attempt ?? 0) + 1, ...(group === undefined ? {} : { retryOf: this.#names.get(group) ?? '' }), ...spec })
  }

  /** The run fails with this error; without one the error was not recorded. */
  failsWith(...chain: readonly ErrorSpec[]): this {
    return this.ends('failed', chain)
  }

  ends(status: RunStatus, chain?: readonly ErrorSpec[], flags?: readonly SignalFlag[], declared?: FailureKey, declaredStep?: string): this {
    this.#run = {
      ...this.#run, status, ...(chain === undefined && flags === undefined && declared === undefined ? {} : { signals: signals(chain, flags, declared) }),
      ...(declaredStep === undefined ? {} : { declaredCauseStepId: this.#idOf(declaredStep) }),
    }
    return this
  }

  /** When the run ended, in milliseconds from its start; by default after everything else. */
  over(atMs: number): this {
    this.#endMs = atMs
    return this
  }

  run(): DiagnosisRun {
    return { ...this.#run, ...(this.#run.status === 'running' ? {} : { endedAt: instant(this.#endMs ?? this.#clock + 1) }) }
  }

  steps(): readonly DiagnosisStep[] {
    return this.#steps
  }

  diagnose(): Diagnosis {
    return diagnoseRun(this.run(), this.#steps)
  }

  outcome(): Outcome {
    const { verdict, degraded } = this.diagnose()
    if (verdict === null) return { cause: null, at: null, confidence: null, degraded }
    return { cause: verdict.key, at: verdict.rootCauseStepId === null ? null : this.nameOf(verdict.rootCauseStepId), confidence: verdict.confidence, degraded }
  }

  /** Roles and codes of the steps that have any, by name. */
  roles(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.diagnose().steps.map((step) => [this.nameOf(step.stepId), `${step.role}${step.failure === null ? '' : ` ${step.failure.category}.${step.failure.code}`}`]))
  }

  nameOf(stepId: StepId): string {
    return this.#names.get(stepId) ?? 'unknown'
  }

  #label(name: string): string {
    const used = [...this.#names.values()].filter((known) => known === name || known.startsWith(`${name}#`)).length
    return used === 0 ? name : `${name}#${used + 1}`
  }

  #idOf(label: string): StepId {
    const id = this.#ids.get(label)
    if (id === undefined) throw new Error('no step of that name in this scenario')
    return id
  }
}

export const aRun = (): RunBuilder => new RunBuilder()
