import type { Diagnostics } from '@agenttracer/sdk-core'

/** Reasons that leave out a value and cost no record. */
const valueReasons = new Set<string>(['unsafe_name', 'unsafe_value', 'metric_limit', 'host_hook_error', 'open_work_limit'])

/** 0 when every record produced was accepted, counted as dropped, or still waits. */
export const unaccounted = ({ produced, accepted, pending, dropped }: Diagnostics): number =>
  produced - accepted - pending - dropped.reduce((sum, { reason, count }) => sum + (valueReasons.has(reason) ? 0 : count), 0)
