export { diagnoseRun, rulesVersion } from './diagnose-run.ts'
