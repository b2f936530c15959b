import type { FailureGroup, FailureStateChange } from '@agenttracer/schema/query'
import { percent } from '../../format/percent.ts'
import { dayTime } from '../../format/time.ts'
import { useNow, useZone } from '../../preferences/preferences-context.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Ago } from '../../ui/when.tsx'

/** Who said what of the group, newest first; without a change there is nothing to show. */
export function StateLog({ log }: Pick<FailureGroup, 'log'>) {
  const [zone, now] = [useZone(), useNow()]
  if (log.length === 0) return null
  return (
    <Panel title="History of its state">
      <ol className="border-t border-hairline text-[0.8125rem]" data-testid="state-log">
        {log.map((change) => (
          <li key={change.at} className="flex flex-wrap items-baseline gap-x-3 border-b border-hairline py-1.5">
            <span className="font-medium">{changeText(change, (at) => dayTime(at, zone, now))}</span>
            <span className="text-muted">
              <Ago at={change.at} />, by {change.by === null ? 'this machine' : <span className="font-mono text-xs">{change.by}</span>}
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  )
}

function changeText({ state, version, isNow, until, above }: FailureStateChange, when: (at: string) => string): string {
  if (state === 'open') return 'Opened'
  if (state === 'resolved') return isNow ? `Resolved, at version ${version ?? 'unknown'}` : `Resolved in version ${version ?? 'unknown'}`
  if (until !== null) return `Ignored until ${when(until)}`
  return above === null ? 'Ignored for good' : `Ignored up to ${percent(above)} of runs in 24 h`
}
