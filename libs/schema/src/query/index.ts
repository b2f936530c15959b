export { agentHealth, agentsList, firstRun, overviewHealth, runsPage, stats, stepsPage } from './answers.ts'
export type { AgentHealth, AgentsList, FirstRun, OverviewHealth, RunsPage, Stats, StepsPage } from './answers.ts'
export {
  differenceDimensions, failureDifference, failureDifferences, failureGroup, failureGroupRow, failureInput, failureRegression, failureSetStateInput, failureSorts,
  failuresListInput, failuresPage, failureStandings, failureStateChange, failureStates, failureStateSet, topFailures,
} from './failures.ts'
export type {
  DifferenceDimension, FailureDifference, FailureDifferences, FailureGroup, FailureGroupRow, FailureInput, FailureRegression, FailureSetStateInput, FailureSort,
  FailuresListInput, FailuresPage, FailureStanding, FailureState, FailureStateChange, TopFailures,
} from './failures.ts'
export {
  deletedRuns, environmentInput, keyScopes, keysInput, keysList, keySummary, newKey, newKeyInput, newProjectInput, projectIdLeaf, projectsList, projectSummary,
  retention, retentionInput, revoked, revokeKeyInput,
} from './control.ts'
export type { KeyView, ProjectView } from './control.ts'
export { auditActions, auditActors, auditEntry, auditListInput, auditPage } from './audit.ts'
export type { AuditAction, AuditActor, AuditEntry, AuditPage } from './audit.ts'
export {
  deliveryTroubles, newWebhook, newWebhookInput, webhookDeliveries, webhookDelivery, webhookEvents, webhookForms, webhookInput, webhookRemoved, webhooksList, webhookSummary, webhookTested,
} from './webhooks.ts'
export type { WebhookDelivery, WebhookView } from './webhooks.ts'
export { savedView, viewDeleted, viewDeleteInput, viewSaveInput, viewsList } from './views.ts'
export type { SavedView } from './views.ts'
export { runsShares, runsSharesInput } from './shares.ts'
export type { RunsShares } from './shares.ts'
export { runSorts } from './list-address.ts'
export type { RunSort } from './list-address.ts'
export { runFacets, runHistogram } from './facets.ts'
export type { RunFacets, RunHistogram } from './facets.ts'
export { filterInput, filterParams, overviewInput, runDiffInput, runInput, runsListInput, statsInput } from './inputs.ts'
export type { FilterInput, OverviewInput, RunsListInput } from './inputs.ts'
export { namesList, namesListInput, namesReset, namesResetInput, privacyFacts, registryKinds } from './privacy.ts'
export type { NamesList, PrivacyFacts, RegistryKind } from './privacy.ts'
export { seriesBuckets, seriesInput, seriesSplits, statsSeries } from './series.ts'
export type { SeriesBucket, SeriesInput, SeriesPoint, SeriesSplit, SeriesTotals, StatsSeries } from './series.ts'
export { fingerprintLeaf, runDetail, runSummary, shortVerdict, verdictView } from './run-view.ts'
export type { RunDetail, RunSummary, ShortVerdict, VerdictView } from './run-view.ts'
export { failureView, stepColumns, stepView } from './step-view.ts'
export type { FailureView, StepColumns, StepView } from './step-view.ts'
export { fromStepColumns, toStepColumns } from './step-columns.ts'
export { diffColumns, diffFacts, diffKinds, diffRow, diffSide, lastGood, lastGoodChoices, runDiff, runDiffRows, similarRuns } from './run-diff.ts'
export type { DiffColumns, DiffFact, DiffKind, DiffRow, DiffSide, LastGood, RunDiff, RunDiffRows, SimilarRuns } from './run-diff.ts'
export { fromDiffColumns, toDiffColumns } from './diff-columns.ts'
export { changeWords, versionComparison, versionGroup, versionMetrics, versionsDiff, versionsDiffInput, versionsList, versionsListInput, versionTool } from './versions.ts'
export type {
  ChangeWord, VersionComparison, VersionGroup, VersionMetric, VersionsDiff, VersionsDiffInput, VersionSide, VersionsList, VersionsListInput, VersionTool,
} from './versions.ts'
export { overviewChange, overviewChanges } from './changes.ts'
export type { OverviewChange, OverviewChanges } from './changes.ts'
