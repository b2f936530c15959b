import type { TRPCBuiltRouter, TRPCRouterRecord } from '@trpc/server'
import type { ErrorShape } from './error-edge.ts'
import { failuresSetState } from './control/failures-set-state.ts'
import { keysCreate } from './control/keys-create.ts'
import { keysList } from './control/keys-list.ts'
import { keysRevoke } from './control/keys-revoke.ts'
import { namesList } from './control/names-list.ts'
import { namesReset } from './control/names-reset.ts'
import { projectsCreate } from './control/projects-create.ts'
import { projectsDeleteEnvironment } from './control/projects-delete-environment.ts'
import { projectsList } from './control/projects-list.ts'
import { auditList } from './control/audit-list.ts'
import { retentionSet } from './control/retention-set.ts'
import { viewsDelete } from './control/views-delete.ts'
import { viewsList } from './control/views-list.ts'
import { viewsSave } from './control/views-save.ts'
import { ingestSend } from './ingest/ingest-procedure.ts'
import { ingestTrpc } from './ingest/ingest-trpc.ts'
import { agentsList } from './query/agents-list.ts'
import { failuresDifferences } from './query/failures-differences.ts'
import { failuresGet } from './query/failures-get.ts'
import { failuresList } from './query/failures-list.ts'
import { onboardingFirstRun } from './query/onboarding-first-run.ts'
import { overviewChanges } from './query/overview-changes.ts'
import { privacyFacts } from './query/privacy-facts.ts'
import { overviewHealth } from './query/overview-health.ts'
import { overviewTopFailures } from './query/overview-top-failures.ts'
import { queryTrpc } from './query/query-trpc.ts'
import { runsDiff, runsDiffRows } from './query/runs-diff.ts'
import { runsFacets } from './query/runs-facets.ts'
import { runsGet } from './query/runs-get.ts'
import { runsHistogram } from './query/runs-histogram.ts'
import { runsLastGood, runsSimilar } from './query/runs-kin.ts'
import { runsList } from './query/runs-list.ts'
import { runsShares } from './query/runs-shares.ts'
import { runsSteps, runsStepRows } from './query/runs-steps.ts'
import { runsTail } from './query/runs-tail.ts'
import { statsSeries } from './query/stats-series.ts'
import { statsSummary } from './query/stats-summary.ts'
import { versionsDiff, versionsList } from './query/versions.ts'
import { webhooksCreate, webhooksDeliveries, webhooksList, webhooksRemove, webhooksTest } from './webhooks/procedures.ts'

const queryProcedures = {
  runs: {
    list: runsList, get: runsGet, steps: runsSteps, stepRows: runsStepRows, tail: runsTail, facets: runsFacets, shares: runsShares, histogram: runsHistogram,
    lastGood: runsLastGood, similar: runsSimilar, diff: runsDiff, diffRows: runsDiffRows,
  },
  stats: { summary: statsSummary, series: statsSeries },
  overview: { health: overviewHealth, topFailures: overviewTopFailures, changes: overviewChanges },
  agents: { list: agentsList },
  versions: { list: versionsList, diff: versionsDiff },
  // The last one controls: it asks for the admin key by itself.
  failures: { list: failuresList, get: failuresGet, differences: failuresDifferences, setState: failuresSetState },
  privacy: { facts: privacyFacts },
  onboarding: { firstRun: onboardingFirstRun },
}
const controlProcedures = {
  keys: { list: keysList, create: keysCreate, revoke: keysRevoke },
  projects: { list: projectsList, create: projectsCreate, deleteEnvironment: projectsDeleteEnvironment },
  retention: { set: retentionSet },
  names: { list: namesList, reset: namesReset },
  // Views are read like runs; to keep one is control.
  views: { list: viewsList, save: viewsSave, delete: viewsDelete },
  audit: { list: auditList },
  webhooks: { list: webhooksList, create: webhooksCreate, remove: webhooksRemove, test: webhooksTest, deliveries: webhooksDeliveries },
}
const ingestProcedures = { ingest: { send: ingestSend } }

export const queryRouter = queryTrpc.router({ ...queryProcedures, ...controlProcedures })
export const ingestRouter = ingestTrpc.router(ingestProcedures)

/** A router's type carries its context; callers get none of it, so that the published client knows nothing of the store. */
type Public<Procedures extends TRPCRouterRecord> = TRPCBuiltRouter<
  { ctx: object; meta: object; errorShape: ErrorShape; transformer: false },
  Procedures
>

/** What a client of the query door can call; control with the admin key only. */
export type AppRouter = Public<typeof queryProcedures & typeof controlProcedures>
/** What a client of the ingest door can call. */
export type IngestRouter = Public<typeof ingestProcedures>
