import type { RunId, TraceId } from '@agenttracer/schema'
import type { DiagnosticEvent } from './diagnostics.ts'
import type { Exporter } from './export/exporter.ts'
import type { Plugin } from './plugin.ts'

/** Everything is optional; what is missing comes from `AGENTTRACER_*`. Without a key, a URL and an exporter the tracer does nothing. */
export interface AgentTracerOptions {
  /** Name of the agent: a safe name such as `support-bot`. */
  readonly agentId?: string
  /** Release label: `1.4.0`, a git SHA, a build number. */
  readonly agentVersion?: string
  /** `production`, `staging`, ... */
  readonly environment?: string
  /** Address of the ingest door; `http://localhost:8000` when only a key is given. */
  readonly apiUrl?: string
  readonly apiKey?: string | undefined
  readonly plugins?: readonly Plugin[]
  /** Where batches go instead of `apiUrl`; `new InMemoryExporter()` in tests. */
  readonly exporter?: Exporter
  /** Told about losses and failed deliveries. Never given content. */
  readonly onDiagnostic?: (event: DiagnosticEvent) => void
  /** Serverless: given the promise that resolves when an ended run is delivered. */
  readonly waitUntil?: (delivery: Promise<unknown>) => void
  /** Switches everything off; also `AGENTTRACER_DISABLED=1`. */
  readonly isDisabled?: boolean
}

export interface RunOptions {
  /** Name of the agent when this run lies inside another one. */
  readonly name?: string
  /** The caller's own signal: when it has fired, the run counts as cancelled and not as failed. */
  readonly signal?: AbortSignal | undefined
  /** 32 hex characters (W3C), to join logs and other traces. */
  readonly traceId?: TraceId | string
  /** The interrupted run that this one resumes. */
  readonly continuesRunId?: RunId | string
}

export interface FlushOptions {
  /** Longest wait in milliseconds (5000). */
  readonly timeoutMs?: number
}
