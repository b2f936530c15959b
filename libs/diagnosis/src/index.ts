export { diffSteps } from './compare/diff-steps.ts'
export type { ComparedRun, StepDiff } from './compare/diff-steps.ts'
export { diagnoseRun, rulesVersion } from './diagnose-run.ts'
