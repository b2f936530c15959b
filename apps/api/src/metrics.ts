import type { Receipt } from '@agenttracer/schema'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { ApiErrorCode } from './errors.ts'

export type DoorName = 'ingest' | 'query'
export type IngestStage = 'read' | 'parse' | 'diagnose' | 'store'
export type JobName = 'partitions' | 'retention' | 'reclassify' | 'roll-up' | 'webhooks_detect' | 'webhooks_deliver' | 'webhooks_prune'

/** What the process counts about itself. Labels are closed lists: no name of the observed agents is one. */
export interface Metrics {
  request(door: DoorName, route: string, httpStatus: number, elapsedMs: number): void
  refused(door: DoorName, code: ApiErrorCode): void
  ingestStage(stage: IngestStage, elapsedMs: number): void
  ingestReceipt(receipt: Receipt): void
  inFlight(door: DoorName, requests: number, bodyBytes: number): void
  /** Runs judged again after a change of the catalogue. */
  reclassified(turn: { readonly runs: number; readonly changed: number }): void
  job(job: JobName, isOk: boolean, elapsedMs: number): void
  /** Prometheus text. */
  text(): Promise<string>
}

const buckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 10]
const inSeconds = (elapsedMs: number): number => elapsedMs / 1000

/** One registry a process, so that tests can make many. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const seconds = (name: string, help: string, labelNames: string[]): Histogram => new Histogram({ name, help, labelNames, buckets, registers })
  const total = (name: string, help: string, labelNames: string[]): Counter => new Counter({ name, help, labelNames, registers })
  const gauge = (name: string, help: string, labelNames: string[]): Gauge => new Gauge({ name, help, labelNames, registers })
  const request = seconds('agenttracer_request_seconds', 'Requests by door, route and status class', ['door', 'route', 'status'])
  const refused = total('agenttracer_refused_total', 'Refused requests by code', ['door', 'code'])
  const stage = seconds('agenttracer_ingest_stage_seconds', 'Time in each stage of ingest', ['stage'])
  const records = total('agenttracer_ingest_records_total', 'Records by what became of them', ['kind', 'result'])
  const repaired = total('agenttracer_ingest_repaired_total', 'Values repaired or left out', ['kind'])
  const unknownKeys = total('agenttracer_ingest_unknown_keys_total', 'Keys that no schema knows: dropped, counted', [])
  const reclassified = total('agenttracer_reclassified_runs_total', 'Runs judged again after a change of the catalogue, by whether the verdict changed', ['outcome'])
  const requests = gauge('agenttracer_in_flight_requests', 'Requests being answered', ['door'])
  const bytes = gauge('agenttracer_in_flight_body_bytes', 'Bytes of bodies held in memory', ['door'])
  const jobs = seconds('agenttracer_job_seconds', 'Jobs by outcome', ['job', 'outcome'])
  return {
    request: (door, route, httpStatus, elapsedMs) => request.observe({ door, route, status: `${Math.floor(httpStatus / 100)}xx` }, inSeconds(elapsedMs)),
    refused: (door, code) => refused.inc({ door, code }),
    ingestStage: (name, elapsedMs) => stage.observe({ stage: name }, inSeconds(elapsedMs)),
    ingestReceipt: (receipt) => {
      for (const { kind, result, repaired: list } of receipt.records) {
        records.inc({ kind, result })
        if (list.length > 0) repaired.inc({ kind }, list.length)
      }
      if (receipt.unknownKeys > 0) unknownKeys.inc(receipt.unknownKeys)
    },
    inFlight: (door, count, bodyBytes) => {
      requests.set({ door }, count)
      bytes.set({ door }, bodyBytes)
    },
    reclassified: ({ runs, changed }) => {
      reclassified.inc({ outcome: 'changed' }, changed)
      reclassified.inc({ outcome: 'same' }, runs - changed)
    },
    job: (job, isOk, elapsedMs) => jobs.observe({ job, outcome: isOk ? 'ok' : 'failed' }, inSeconds(elapsedMs)),
    text: () => registry.metrics(),
  }
}
