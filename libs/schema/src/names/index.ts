export {
  declaredName, isModelName, isSafeName, isVersionLabel, modelName, modelNamePattern, safeName, safeNamePattern, unknownName, unknownVersion, unlistedTool,
  versionLabel, versionLabelPattern,
} from './safe-name.ts'
export {
  fingerprintPattern, instant, instantPattern, isClientId, isFingerprint, isInstant, isProjectId, isRunId, isStepId, isTraceId, runIdFrom, runIdFromHex,
  runIdPattern, runIdTime, stepIdFrom, stepIdPattern, traceIdPattern,
} from './ids.ts'
export { isKnownErrno, isKnownErrorCode, knownErrnos, knownErrorCodes } from './known-codes.ts'
export type { KnownErrno, KnownErrorCode } from './known-codes.ts'
export { isErrorClass, isKnownErrorClass, knownErrorClasses } from './error-class.ts'
export { metricValue, milliseconds } from './metric-value.ts'
export { hasFailureKeyForm, isOperation, isRunStatus, isSignalFlag, isStepStatus, isStepType } from './closed-words.ts'
