import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'

interface FailedPanelProps {
  /** What could not be loaded, such as `The health table`. */
  readonly what: string
  readonly hint?: string | null
  readonly requestId?: string | null
  readonly isRetrying?: boolean
  /** It is all that the page has: said in its heading. */
  readonly isWholePage?: boolean
  readonly onRetry: () => void
}

/** A query failed: said in its own place, with a way to try again. The rest of the page lives on. */
export function FailedPanel({ what, hint, requestId, isRetrying, isWholePage, onRetry }: FailedPanelProps) {
  const Title = isWholePage === true ? 'h1' : 'p'
  return (
    <div role="alert" data-testid="state-error" className="rounded-lg border border-line bg-surface p-4">
      <Title className="font-medium">{what} could not be loaded.</Title>
      <p className="mt-1 text-muted">{hint ?? 'The server did not answer. It may be starting or stopping.'}</p>
      <div className="mt-3 flex flex-wrap items-center gap-3">
        <Button onClick={onRetry} disabled={isRetrying === true}>
          {isRetrying === true ? 'Trying' : 'Try again'}
        </Button>
        {requestId === null || requestId === undefined ? null : <span className="text-xs text-muted">Request id {requestId}</span>}
      </div>
    </div>
  )
}

/** Part of a page that is read as one: the rest stands, a load of the page tries again. */
export function FailedPart({ what }: { readonly what: string }) {
  return (
    <p role="alert" data-testid="state-error">
      {what} could not be loaded. <a className="text-link" href="?">Load again</a>
    </p>
  )
}

/** Nothing to show, said with what to do next. */
export function EmptyState({ title, children, testId = 'state-empty' }: { readonly title: string; readonly children?: ReactNode; readonly testId?: string }) {
  return (
    <div data-testid={testId} className="rounded-lg border border-dashed border-line px-4 py-6">
      <p className="font-medium">{title}</p>
      {children === undefined ? null : <div className="mt-1 text-muted">{children}</div>}
    </div>
  )
}

/** Rows of the final height, so that nothing moves when the data comes. Shown after a moment only. */
export function Skeleton({ rows, label }: { readonly rows: number; readonly label: string }) {
  return (
    <div data-testid="state-loading" aria-busy="true" className="skeleton">
      <span className="sr-only">Loading {label}</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="mb-1.5 h-7 rounded bg-surface" />
      ))}
    </div>
  )
}

/** Something a reader should know about what is shown. */
export function Notice({ children, testId = 'notice' }: { readonly children: ReactNode; readonly testId?: string }) {
  return (
    <p data-testid={testId} className="notice flex items-start gap-2 rounded-md border border-hairline bg-surface px-3 py-1.5 text-[0.8125rem]">
      <Icon name="warning" className="mt-0.5 shrink-0 text-recovered-text" />
      <span>{children}</span>
    </p>
  )
}
