export { slopeOf } from './slope.ts'
export type { Slope } from './slope.ts'
export { soak } from './soak.ts'
export type { Look, SoakPlan, SoakReport } from './soak.ts'
