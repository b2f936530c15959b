import type pg from 'pg'
import type { ProjectId } from '@agenttracer/schema'
import { grouped } from '../columns/grouped.ts'
import { inProject } from '../connect/project-transaction.ts'
import { diagnoseStored } from './diagnose-stored.ts'
import type { Reasoning } from './diagnose-stored.ts'
import { finishRuns } from './write-client.ts'

const maxWaiting = 10_000

/**
 * Live runs whose diagnosis was put off, because one had just been made: they get theirs when nothing more comes. Only a matter of freshness:
 * what a crash loses here, the next record of the run makes good.
 */
export class LiveRuns {
  readonly #due = new Map<string, { readonly project: ProjectId; readonly runId: string; readonly at: number }>()
  readonly #pool: pg.Pool
  readonly #reasoning: Reasoning
  readonly #everyMs: number
  readonly #timer: NodeJS.Timeout
  #working: Promise<void> = Promise.resolve()

  constructor(pool: pg.Pool, reasoning: Reasoning, everyMs: number) {
    this.#pool = pool
    this.#reasoning = reasoning
    this.#everyMs = everyMs
    this.#timer = setInterval(() => this.sweep(), Math.max(50, Math.min(1_000, everyMs)))
    this.#timer.unref()
  }

  putOff(project: ProjectId, runIds: readonly string[]): void {
    for (const runId of runIds) {
      const key = `${project} ${runId}`
      if (this.#due.size < maxWaiting && !this.#due.has(key)) this.#due.set(key, { project, runId, at: this.#reasoning.now() + this.#everyMs })
    }
  }

  /** Diagnoses what is due; one sweep at a time. */
  sweep(all = false): void {
    const now = this.#reasoning.now()
    const due = [...this.#due].filter(([, { at }]) => all || at <= now).slice(0, 500)
    if (due.length === 0) return
    for (const [key] of due) this.#due.delete(key)
    const byProject = grouped(due.map(([, run]) => run), ({ project }) => project)
    this.#working = this.#working.then(async () => {
      // A failure here means that the database is away: the run's next record brings its diagnosis.
      for (const [project, runs] of byProject) await this.#diagnose(project, runs.map(({ runId }) => runId)).catch(() => undefined)
    })
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    this.sweep(true)
    await this.#working
  }

  async #diagnose(project: ProjectId, runIds: readonly string[]): Promise<void> {
    await inProject(this.#pool, project, 'write', async (client) => {
      const locked = await client.query<{ run_id: string }>('SELECT run_id FROM agenttracer.lock_runs_v1($1)', [runIds])
      const ids = locked.rows.map((row) => row.run_id)
      if (ids.length === 0) return
      const { rows, nameId } = await diagnoseStored(client, project, ids, this.#reasoning)
      await finishRuns(client, ids.map((runId) => ({ runId, added: 0, capped: false, derived: rows.get(runId) ?? null })), nameId)
    })
  }
}
