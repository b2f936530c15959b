import { useQuery } from '@tanstack/react-query'
import { useSubscription } from '@trpc/tanstack-react-query'
import type { RunDetail } from '@agenttracer/schema/query'
import { useApi } from '../../api/api-context.ts'
import { runQueries } from './queries.ts'

/** Read again this often beside the stream, which tells of the newest hundred runs of an agent only. */
const besideMs = 10_000
/** The same while there is no stream. */
const withoutMs = 2_000

/** A run with its steps; while it goes on, both are read again when the stream of runs says that it has changed. */
export function useLiveRun(runId: string) {
  const api = useApi()
  const queries = runQueries(api, runId)
  const isRunning = (run: RunDetail | undefined): boolean => run?.status === 'running'
  const first = useQuery(queries.run)
  const isOn = isRunning(first.data)
  const stream = useSubscription(
    api.runs.tail.subscriptionOptions(first.data === undefined ? {} : { agent: first.data.agentId, env: first.data.environment }, {
      enabled: isOn,
      onData: (runs) => {
        if (!runs.some((run) => run.runId === runId)) return
        void first.refetch()
        void steps.refetch()
      },
    }),
  )
  const refetchInterval = isOn ? (stream.status === 'pending' ? besideMs : withoutMs) : false
  const run = useQuery({ ...queries.run, refetchInterval })
  const steps = useQuery({ ...queries.steps, refetchInterval })
  return { run, steps }
}
