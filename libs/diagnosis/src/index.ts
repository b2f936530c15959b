export { diagnoseRun } from './diagnose-run.ts'
