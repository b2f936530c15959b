export { batch, batchLimits, clientInfo, issue, receipt } from './batch.ts'
export { wireTables } from './field-tables.ts'
export type { WireField, WireTable } from './field-tables.ts'
export {
  clientIdLeaf, count, durationLeaf, errorClassLeaf, httpStatusLeaf, instantLeaf, leafKinds, leafOf, longestMs, modelNameLeaf, runIdLeaf, safeNameLeaf, stepIdLeaf,
  traceIdLeaf, versionLabelLeaf,
} from './leaf.ts'
export type { LeafKind } from './leaf.ts'
export { parseRunRecord, parseStepRecord } from './parse-record.ts'
export type { Parsed } from './parse-record.ts'
export { ruleOf } from './rule.ts'
export { dropCount, metric, runRecord, sdkInfo } from './run.ts'
export { errorLink, signals } from './signals.ts'
export { stepRecord } from './step.ts'
export { countUnknownKeys } from './unknown-keys.ts'
