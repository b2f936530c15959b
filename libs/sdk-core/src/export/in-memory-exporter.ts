import type { Batch, RunId, RunRecord, StepRecord } from '@agenttracer/schema'
import type { Delivery, Exporter } from './exporter.ts'

const byStart = (a: StepRecord, b: StepRecord): number => Date.parse(a.startedAt) - Date.parse(b.startedAt) || a.seq - b.seq

/**
 * Keeps what would have been sent, for tests of your own agents: `exporter: new InMemoryExporter()`, then
 * `await tracer.flush()` and look at `runs` and `stepsOf(runId)`.
 */
export class InMemoryExporter implements Exporter {
  readonly batches: Batch[] = []
  readonly #runs = new Map<string, RunRecord>()
  readonly #steps = new Map<string, StepRecord>()

  send(batch: Batch): Promise<Delivery> {
    this.batches.push(batch)
    for (const run of batch.runs) this.#runs.set(run.runId, run)
    for (const step of batch.steps) {
      const key = `${step.runId}:${step.stepId}`
      const known = this.#steps.get(key)
      if (known === undefined || step.revision >= known.revision) this.#steps.set(key, step)
    }
    return Promise.resolve({ kind: 'accepted', refused: 0 })
  }

  /** The newest state of every run, in order of arrival. */
  get runs(): readonly RunRecord[] {
    return [...this.#runs.values()]
  }

  /** The newest state of every step, in reading order. */
  get steps(): readonly StepRecord[] {
    return [...this.#steps.values()].sort(byStart)
  }

  stepsOf(runId: RunId | string): readonly StepRecord[] {
    return this.steps.filter((step) => step.runId === runId)
  }

  clear(): void {
    this.batches.length = 0
    this.#runs.clear()
    this.#steps.clear()
  }
}
