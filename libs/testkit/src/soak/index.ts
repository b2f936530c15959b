export { soak } from './soak.ts'
export type { Look, SoakPlan, SoakReport } from './soak.ts'
