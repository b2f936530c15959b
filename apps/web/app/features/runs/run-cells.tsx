import type { RunListColumn } from '@agenttracer/schema'
import type { RunSummary } from '@agenttracer/schema/query'
import { duration } from '../../format/duration.ts'
import { whatFailed } from '../../run-row/run-words.ts'
import { Count } from '../../ui/count.tsx'

/** One cell of a column that the reader can leave out. */
export function RunCell({ column, run }: { readonly column: RunListColumn; readonly run: RunSummary }) {
  switch (column) {
    case 'env':
      return <td>{run.environment}</td>
    case 'what':
      return <WhatCell run={run} />
    case 'steps':
      return (
        <td className="num" data-label="steps">
          <Count value={run.stepCount} />
        </td>
      )
    case 'retries':
      return (
        <td className="num" data-label="retries">
          {run.retryCount === 0 ? <span className="text-muted">0</span> : <Count value={run.retryCount} />}
        </td>
      )
    case 'duration':
      return <td className="num">{run.durationMs === null ? <span className="text-muted">{run.status === 'running' ? 'running' : 'not recorded'}</span> : duration(run.durationMs)}</td>
    case 'tokens':
      return <TokensCell run={run} />
  }
}

function WhatCell({ run }: { readonly run: RunSummary }) {
  const what = whatFailed(run)
  return (
    <td className="wide text-muted">
      {what === null ? null : (
        <>
          <span className="text-fg">{what}</span> <span className="hidden font-mono text-xs 2xl:inline">{run.verdict?.category}.{run.verdict?.code}</span>
        </>
      )}
    </td>
  )
}

function TokensCell({ run }: { readonly run: RunSummary }) {
  const tokens = run.inputTokens === null && run.outputTokens === null ? null : (run.inputTokens ?? 0) + (run.outputTokens ?? 0)
  return (
    <td className="num" data-label="tokens">
      {tokens === null ? <span className="text-muted" title="not recorded">–<span className="sr-only">not recorded</span></span> : <Count value={tokens} />}
    </td>
  )
}
