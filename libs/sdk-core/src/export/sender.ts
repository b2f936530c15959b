import type { Batch, ClientId } from '@agenttracer/schema'
import type { Ledger } from '../diagnostics.ts'
import { sleep } from '../handles/retry.ts'
import { newClientId } from '../record/random-ids.ts'
import type { Recorder } from '../record/recorder.ts'
import type { RunWork } from '../record/run-work.ts'
import type { StepWork } from '../record/step-work.ts'
import { sdkInfo } from '../sdk-info.ts'
import { Backoff, longestMs } from './backoff.ts'
import type { Buffer } from './buffer.ts'
import type { Delivery, Exporter } from './exporter.ts'
import { runRecord, stepRecord } from './wire-form.ts'

const maxRecords = 500
/** An ended step waits this long, so that a late error still corrects it before it is sent. */
const holdMs = 250
/** A step that has been open for longer is told as running. */
const announceAfterMs = 1000
const signOfLifeMs = 60_000
/** A batch that the server answers badly this often for its own sake is given up: it must not block what follows. */
const maxPoisonAttempts = 6

interface Cut {
  readonly steps: readonly StepWork[]
  readonly ends: readonly RunWork[]
  readonly starts: readonly RunWork[]
  readonly running: readonly StepWork[]
  readonly open: readonly RunWork[]
}

const isEmpty = (cut: Cut): boolean => cut.steps.length + cut.ends.length + cut.starts.length + cut.running.length + cut.open.length === 0

/** Cuts batches out of the buffer and gets them delivered: one at a time, in order, a run's end last. */
export class Sender {
  readonly #recorder: Recorder
  readonly #buffer: Buffer
  readonly #ledger: Ledger
  readonly #exporter: Exporter
  readonly #backoff: Backoff = new Backoff()
  readonly #clientId: ClientId = newClientId()
  #underWay: Promise<void> | undefined
  #maxRecords = maxRecords
  #poisonAttempts = 0
  #lastSignOfLife = performance.now()
  #isFailing = false

  constructor(recorder: Recorder, exporter: Exporter) {
    this.#recorder = recorder
    this.#buffer = recorder.outbox
    this.#ledger = recorder.ledger
    this.#exporter = exporter
  }

  get isFailing(): boolean {
    return this.#isFailing
  }

  /** One timed turn: sends what is due, unless a batch is under way or the back-off says wait. */
  turn(): void {
    if (this.#underWay !== undefined || this.#backoff.remaining() > 0) return
    void this.#sendNext({ isAwaited: false, isAll: false })
  }

  /** Sends everything that has ended, until it is delivered, an attempt fails, or the deadline (monotonic ms) passes. */
  async drain(deadline: number): Promise<void> {
    this.#exporter.hold?.()
    for (let attempts = 0; performance.now() < deadline; ) {
      if (this.#underWay !== undefined) await this.#underWay
      if (!this.#buffer.hasWaiting) return
      await this.#sendNext({ isAwaited: true, isAll: true })
      if (!this.#isFailing) continue
      attempts++
      const wait = this.#backoff.remaining()
      if (attempts >= 3 || performance.now() + wait > deadline) return
      await sleep(wait)
    }
  }

  #sendNext(how: { isAwaited: boolean; isAll: boolean }): Promise<void> {
    const cut = this.#cut(how.isAll)
    if (isEmpty(cut)) return Promise.resolve()
    const sending = this.#deliver(cut, how.isAwaited).finally(() => {
      this.#underWay = undefined
    })
    this.#underWay = sending
    return sending
  }

  #cut(isAll: boolean): Cut {
    const now = performance.now()
    const endedBefore = isAll ? Number.POSITIVE_INFINITY : now - holdMs
    const steps = this.#buffer.takeSteps(endedBefore, this.#maxRecords)
    const leaving = new Map<RunWork, number>()
    for (const step of steps) leaving.set(step.run, (leaving.get(step.run) ?? 0) + 1)
    const ends = this.#buffer.takeEnds(endedBefore, this.#maxRecords - steps.length, leaving)
    return { steps, ends, starts: this.#buffer.takeStarts(), running: this.#runningSteps(now), open: this.#signOfLife(now) }
  }

  #runningSteps(now: number): StepWork[] {
    const running: StepWork[] = []
    for (const run of this.#recorder.openRuns) {
      for (const step of run.openSteps) {
        if (running.length >= this.#maxRecords) return running
        if (!step.isAnnounced && !step.isContainer && now - step.startedAt > announceAfterMs) {
          step.isAnnounced = true
          running.push(step)
        }
      }
    }
    return running
  }

  #signOfLife(now: number): readonly RunWork[] {
    if (now - this.#lastSignOfLife < signOfLifeMs || this.#recorder.openRuns.size === 0) return []
    this.#lastSignOfLife = now
    return [...this.#recorder.openRuns].slice(0, 1000)
  }

  async #deliver(cut: Cut, isAwaited: boolean): Promise<void> {
    let delivery: Delivery
    try {
      delivery = await this.#recorder.outside(() => this.#exporter.send(this.#batch(cut), isAwaited))
    } catch {
      // An exporter of the host's own that throws is one that is down.
      delivery = { kind: 'later', isPoison: true }
    }
    this.#settle(cut, delivery)
  }

  #batch(cut: Cut): Batch {
    for (const step of cut.steps) step.isSent = true
    const onLeftOut = (): void => this.#ledger.drop('unsafe_value')
    return {
      runs: [...cut.starts, ...cut.ends].map((run) => runRecord(run, onLeftOut)),
      steps: [...cut.steps, ...cut.running].map((step) => stepRecord(step, onLeftOut)),
      open: cut.open.map((run) => run.runId),
      client: { clientId: this.#clientId, sdk: sdkInfo, dropped: this.#ledger.dropped },
    }
  }

  #settle(cut: Cut, delivery: Delivery): void {
    if (this.#buffer.isOff) return
    const count = cut.steps.length + cut.ends.length
    switch (delivery.kind) {
      case 'accepted': {
        const refused = Math.min(count, delivery.refused)
        this.#buffer.settled(cut.steps, cut.ends)
        this.#ledger.accepted += count - refused
        this.#ledger.drop('rejected', refused)
        this.#succeeded()
        return
      }
      case 'too_large': {
        this.#maxRecords = Math.max(1, count >> 1)
        if (count <= 1) this.#giveUp(cut, 'too_large')
        else this.#takeBack(cut)
        return
      }
      case 'rejected': {
        this.#giveUp(cut, 'rejected')
        this.#backoff.succeeded()
        return
      }
      case 'unauthorized': {
        this.#takeBack(cut)
        this.#failed(longestMs)
        return
      }
      case 'later': {
        if (delivery.isPoison && ++this.#poisonAttempts >= maxPoisonAttempts) this.#giveUp(cut, 'retry_exhausted')
        else this.#takeBack(cut)
        this.#failed(delivery.afterMs)
      }
    }
  }

  #giveUp(cut: Cut, reason: 'too_large' | 'rejected' | 'retry_exhausted'): void {
    this.#poisonAttempts = 0
    this.#buffer.settled(cut.steps, cut.ends)
    this.#ledger.drop(reason, cut.steps.length + cut.ends.length)
  }

  #takeBack(cut: Cut): void {
    this.#buffer.giveBack(cut.steps, cut.ends)
    for (const step of cut.running) step.isAnnounced = false
    for (const run of cut.starts) this.#buffer.runStarted(run)
  }

  #succeeded(): void {
    this.#poisonAttempts = 0
    this.#maxRecords = Math.min(maxRecords, this.#maxRecords * 2)
    this.#backoff.succeeded()
    if (this.#isFailing) this.#ledger.tell({ type: 'export_recovered' })
    this.#isFailing = false
  }

  #failed(afterMs: number | undefined): void {
    this.#isFailing = true
    this.#backoff.failed(afterMs)
  }
}
