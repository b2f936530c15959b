export type { Brand } from './model/brand.ts'
export type { ClientId, ErrorClass, Fingerprint, Instant, ModelName, ProjectId, RunId, SafeName, StepId, TraceId, VersionLabel } from './model/ids.ts'
export {
  confidences, dropReasons, failureCategories, finishReasons, operations, providers, runFlags, runStatuses, runViewStatuses, signalFlags, stepRoles,
  stepStatuses, stepTypes,
} from './model/vocabulary.ts'
export type {
  Confidence, DropReason, FailureCategory, FinishReason, Operation, Provider, RunFlag, RunStatus, RunViewStatus, SignalFlag, StepRole, StepStatus,
  StepType,
} from './model/vocabulary.ts'
export type { ErrorLink, Signals } from './model/signals.ts'
export type { GuardrailFacts, ModelFacts, RetrievalFacts, StepFacts, ToolFacts } from './model/facts.ts'
export type {
  AgentStep, GuardrailStep, ModelStep, OrchestrationStep, PlanStep, RespondStep, RetrievalStep, StepBase, StepRecord, ToolStep,
} from './model/step-record.ts'
export type { DropCount, Metric, RunRecord, SdkInfo } from './model/run-record.ts'
export { receiptResults } from './model/batch.ts'
export type { Batch, ClientInfo, Issue, Receipt, ReceiptResult, RecordReceipt } from './model/batch.ts'
export type { Diagnose, Diagnosis, DiagnosisRun, DiagnosisStep, Failure, StepDiagnosis, Verdict } from './model/verdict.ts'
export { failureCatalogue, failureKey, failureKeys, isFailureKey, isRetryable, splitFailureKey } from './failure/codes.ts'
export type { FailureCode, FailureKey } from './failure/codes.ts'
export { inRanges, matchTiers } from './failure/catalogue-entry.ts'
export type { CatalogueEntry, ClassForm, DerivedFact, FailureSubject, MatchTier, SignalPattern, StatusRange } from './failure/catalogue-entry.ts'
export { describeFailure } from './failure/describe.ts'
export type { FailureFacts, FailureText } from './failure/describe.ts'
export { fillTemplate, templateFacts } from './failure/template.ts'
export { clockText, countText, durationText } from './failure/quantity-text.ts'
export { verdictMarkdown, verdictSentence } from './failure/verdict-markdown.ts'
export type { PathStep, VerdictFacts } from './failure/verdict-markdown.ts'
export { canonicalListAddress, columnsText, parseColumns, runListColumns, usualColumns } from './query/list-address.ts'
export type { RunListColumn } from './query/list-address.ts'
export { filterParameters, parseFilter, serialiseFilter, timeRange, windowMs } from './query/filter.ts'
export type { Choice, DroppedParameter, FilterParameter, ParsedFilter, Range, RunFilter } from './query/filter.ts'
export type { KnownErrno, KnownErrorCode } from './names/known-codes.ts'
export { newcombe, smallestSample, wilson } from './query/share-interval.ts'
export type { CountedShare, Interval, ShareDifference } from './query/share-interval.ts'
