import { Link, useParams } from '@remix-run/react'
import type { RunDetail } from '@agenttracer/schema/query'
import type { ReactNode } from 'react'
import { plural } from '../../format/count.ts'
import { duration } from '../../format/duration.ts'
import { Count } from '../../ui/count.tsx'
import { Clock } from '../../ui/when.tsx'

/** The run in one line of facts. */
export function HeaderFacts({ run }: { readonly run: RunDetail }) {
  const project = useParams()['project'] ?? 'default'
  const filtered = (query: Record<string, string>): string => `/p/${project}/runs?${new URLSearchParams(query)}`
  return (
    <dl className="flex flex-wrap gap-x-5 gap-y-1 text-[0.8125rem]">
      <Fact name="Version">
        <Link className="text-link" to={filtered({ agent: run.agentId, version: run.agentVersion })}>
          {run.agentVersion}
        </Link>
      </Fact>
      <Fact name="Environment">
        <Link className="text-link" to={filtered({ env: run.environment })}>
          {run.environment}
        </Link>
      </Fact>
      <Fact name="Started">
        <Clock at={run.startedAt} />
      </Fact>
      <Fact name="Duration">{duration(run.durationMs)}</Fact>
      <Fact name="Steps">
        {plural(run.stepCount, 'step')}, {plural(run.retryCount, 'retry', 'retries')}
      </Fact>
      <Fact name="Tokens">
        {run.inputTokens === null && run.outputTokens === null ? (
          'not recorded'
        ) : (
          <>
            <Count value={run.inputTokens} /> in, <Count value={run.outputTokens} /> out
          </>
        )}
      </Fact>
      {run.traceId === null ? null : (
        <Fact name="Trace">
          <span className="font-mono text-xs">{run.traceId}</span>
        </Fact>
      )}
      {run.continuesRunId === null ? null : (
        <Fact name="Continues">
          <Link className="text-link" to={`/p/${project}/runs/${run.continuesRunId}`}>
            the interrupted run
          </Link>
        </Fact>
      )}
      <Fact name="Content">
        <span title="Prompts, answers, arguments, results, documents and error messages are never sent. What you see is structure, timing and codes.">none stored</span>
      </Fact>
    </dl>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="flex max-w-full min-w-0 gap-1.5">
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 truncate">{children}</dd>
    </div>
  )
}
