/** What a panel may say about a query that failed. Never a message: only codes of ours and the request id. */
export interface PanelError {
  readonly code: string
  readonly hint: string | null
  readonly requestId: string | null
  readonly httpStatus: number | null
}

/** Reads a tRPC client error, the plain form of one that came with the page, or anything else that was thrown. */
export function panelError(error: unknown): PanelError {
  const data = dataOf(error)
  return {
    code: text(data['code']) ?? (isOffline(error) ? 'UNREACHABLE' : 'UNKNOWN'),
    hint: text(data['hint']),
    requestId: text(data['requestId']),
    httpStatus: typeof data['httpStatus'] === 'number' ? data['httpStatus'] : null,
  }
}

/** Asking again gives the same answer. */
export function isFinalRefusal(error: unknown): boolean {
  const { httpStatus } = panelError(error)
  return httpStatus !== null && httpStatus < 500 && httpStatus !== 408 && httpStatus !== 429
}

export const isNotFound = (error: unknown): boolean => panelError(error).httpStatus === 404

function dataOf(error: unknown): Record<string, unknown> {
  if (typeof error !== 'object' || error === null || !('data' in error)) return {}
  return typeof error.data === 'object' && error.data !== null ? { ...error.data } : {}
}

const isOffline = (error: unknown): boolean => error instanceof Error && error.cause instanceof Error

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value.slice(0, 200) : null)
