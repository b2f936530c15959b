import type { DeliveryTrouble, KeyScope } from '@agenttracer/db'
import { isErrorClass } from '@agenttracer/schema/names'
import { pino } from 'pino'
import type { DestinationStream } from 'pino'
import type { ApiErrorCode } from './errors.ts'
import type { DoorName, JobName } from './metrics.ts'

/** Everything that this process ever logs. Fields are enumerations, ids of ours, counts and durations: there is nothing to redact. */
export type LogEvent =
  | { readonly event: 'api.started'; readonly door: DoorName; readonly port: number; readonly isLocal: boolean }
  | { readonly event: 'api.stopping'; readonly signal: 'SIGTERM' | 'SIGINT' }
  | { readonly event: 'api.stopped'; readonly elapsedMs: number }
  | { readonly event: 'api.start_failed'; readonly what: StartStage; readonly errorClass: string; readonly errno?: string; readonly sqlState?: string }
  | { readonly event: 'request.refused'; readonly door: DoorName; readonly code: ApiErrorCode; readonly requestId: string }
  | { readonly event: 'query.slow'; readonly route: string; readonly elapsedMs: number; readonly requestId: string }
  | { readonly event: 'job.done'; readonly job: JobName; readonly elapsedMs: number }
  /** Runs that an older catalogue had judged, and those of them that are told otherwise now. */
  | { readonly event: 'runs.reclassified'; readonly runs: number; readonly changed: number; readonly elapsedMs: number }
  | { readonly event: 'job.failed'; readonly job: JobName; readonly errorClass: string; readonly sqlState?: string }
  | {
      readonly event: 'control.changed'
      readonly action: 'key_created' | 'key_revoked' | 'project_created' | 'environment_deleted' | 'retention_set' | 'failure_state_set' | 'view_saved' | 'view_deleted' | 'names_reset' | 'webhook_created' | 'webhook_removed'
      readonly subjectId: string
      readonly scope?: KeyScope
      readonly count?: number
      readonly requestId: string
    }
  | { readonly event: 'webhook.tried'; readonly deliveryId: string; readonly attempt: number; readonly outcome: 'delivered' | DeliveryTrouble }
  | { readonly event: 'bug'; readonly door: DoorName | 'process'; readonly errorClass: string; readonly sqlState?: string; readonly requestId?: string }
export type StartStage = 'env' | 'migrate' | 'listen' | 'store'
export type Log = (event: LogEvent) => void
export type LogLevel = (typeof logLevels)[number]
export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const

const levelOf: Record<LogEvent['event'], 'debug' | 'info' | 'warn' | 'error'> = {
  'api.started': 'info',
  'api.stopping': 'info',
  'api.stopped': 'info',
  'api.start_failed': 'error',
  'request.refused': 'debug',
  'query.slow': 'warn',
  'control.changed': 'info',
  'job.done': 'info',
  'job.failed': 'error',
  'runs.reclassified': 'info',
  'webhook.tried': 'info',
  bug: 'error',
}

/** One JSON object a line, to standard output unless told otherwise. */
export function createLog(level: LogLevel, destination?: DestinationStream): Log {
  const options = { level, base: null, messageKey: 'message' }
  const logger = destination === undefined ? pino(options) : pino(options, destination)
  return (event) => logger[levelOf[event.event]](event)
}

const known = /^[0-9A-Z]{5}$/
const errnoForm = /^[A-Z_]{3,40}$/

/** What may be said of something thrown: the class that made it and closed codes. Its message and stack may hold values. */
export function faultOf(thrown: unknown): { readonly errorClass: string; readonly errno?: string; readonly sqlState?: string } {
  if (!(thrown instanceof Error)) return { errorClass: 'unknown' }
  const name: unknown = thrown.constructor.name
  const code: unknown = 'code' in thrown ? thrown.code : undefined
  return {
    errorClass: isErrorClass(name) ? name : 'Error',
    ...(typeof code === 'string' && known.test(code) ? { sqlState: code } : typeof code === 'string' && errnoForm.test(code) ? { errno: code } : {}),
  }
}
