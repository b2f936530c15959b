import { smallestSample } from '@agenttracer/schema'
import type { FailureGroup } from '@agenttracer/schema/query'
import { exactCount } from '../../format/count.ts'
import { rate } from '../../format/percent.ts'
import { Ago } from '../../ui/when.tsx'

const most = 10

/** Share of each version's runs that fail so, oldest version first: the step up is where to look. */
export function VersionBars({ byVersion }: Pick<FailureGroup, 'byVersion'>) {
  const rows = byVersion.filter(({ runs }) => runs > 0).slice(-most)
  if (rows.length === 0) return <p className="text-muted">No ended run in the last 14 days.</p>
  const top = Math.max(...rows.map(({ failing, runs }) => failing / runs), 0.01)
  return (
    <ul className="border-t border-hairline text-[0.8125rem]" data-testid="version-bars">
      {rows.map(({ version, runs, failing, firstSeenAt }) => {
        const { text, interval } = rate(failing, runs)
        return (
          <li key={version} className="grid grid-cols-[6.5rem_minmax(2rem,1fr)_10.5rem] items-center gap-x-3 border-b border-hairline py-1.5">
            <span className="min-w-0">
              <span className="font-medium">{version}</span>
              <span className="block text-xs text-muted">
                <Ago at={firstSeenAt} />
              </span>
            </span>
            <span aria-hidden="true" className="h-3 rounded-sm bg-selected">
              <span className="block h-full rounded-sm bg-failed" style={{ width: `${(failing / runs / top) * 100}%`, opacity: runs < smallestSample ? 0.5 : 1 }} />
            </span>
            <span className="text-right">
              {text}
              <span className="block text-xs text-muted">{interval === null ? 'too few runs for a rate' : `${exactCount(failing)} of ${exactCount(runs)} [${interval}]`}</span>
            </span>
          </li>
        )
      })}
    </ul>
  )
}
