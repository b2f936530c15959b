export type { ErrorShape } from './error-edge.ts'
export type { ApiErrorCode } from './errors.ts'
export type { AppRouter, IngestRouter } from './router.ts'
