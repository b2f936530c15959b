import { createHash } from 'node:crypto'
import type { DiagnosisStep, FailureKey, Fingerprint, SafeName } from '@agenttracer/schema'

/** Groups like failures: agent, category.code, step type and name, HTTP status class (design.md section 2). The only definition. */
export function fingerprintOf(agentId: SafeName, key: FailureKey, step: DiagnosisStep | null, httpStatus: number | undefined): Fingerprint {
  const statusClass = httpStatus === undefined ? '' : `${Math.floor(httpStatus / 100)}xx`
  const parts = [agentId, key, step?.type ?? 'run', step?.name ?? '', statusClass]
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32) as Fingerprint
}
