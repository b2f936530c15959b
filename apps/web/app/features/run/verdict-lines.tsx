import type { RunDetail, VerdictView } from '@agenttracer/schema/query'
import { Link, useParams } from '@remix-run/react'
import { exactCount, plural } from '../../format/count.ts'
import { duration, shortSeconds, waits } from '../../format/duration.ts'
import { clockTime } from '../../format/time.ts'
import { useNow, useZone } from '../../preferences/preferences-context.tsx'
import { Ago } from '../../ui/when.tsx'
import type { WaterfallModel } from '../../waterfall/model/row.ts'
import { causeRow } from './verdict-facts.ts'

const dayMs = 86_400_000

export function TriesFact({ verdict: { attempts, backoffMs, retryable } }: { readonly verdict: VerdictView }) {
  const advice = <span className="text-muted">{retryable ? '; a retry can help' : '; a retry does not help'}</span>
  if (attempts.used <= 1) {
    return (
      <>
        {attempts.max === null || attempts.max <= 1 ? '1 try, not retried' : `1 of ${attempts.max} tries`}
        {advice}
      </>
    )
  }
  const used = attempts.max === null ? `${plural(attempts.used, 'try', 'tries')}, limit not recorded` : `${attempts.used} of ${plural(attempts.max, 'try', 'tries')}`
  return (
    <>
      {used}
      {backoffMs.length === 0 ? ', no wait between' : `, waited ${waitsText(backoffMs)} between`}
      {advice}
    </>
  )
}

/** Waits one by one while they are few, else their range and sum. */
function waitsText(backoffMs: readonly number[]): string {
  if (backoffMs.length <= 4) return waits(backoffMs)
  const [least, most, sum] = [Math.min(...backoffMs), Math.max(...backoffMs), backoffMs.reduce((total, wait) => total + wait, 0)]
  return `${least === most ? '' : `${shortSeconds(least)} to `}${shortSeconds(most)} (${backoffMs.length} times, ${shortSeconds(sum)} together)`
}

export function WhenFact({ run, model }: { readonly run: RunDetail; readonly model: WaterfallModel }) {
  const zone = useZone()
  const row = causeRow(model)
  const at = row?.end ?? run.durationMs
  if (at === null) return <>not recorded</>
  return (
    <>
      {duration(at)} in, at {clockTime(Date.parse(run.startedAt) + at, zone)}
      {row === undefined || row.durationMs === null ? null : <span className="text-muted">; {duration(row.durationMs)} in this step</span>}
    </>
  )
}

export function WithFact({ run, verdict }: { readonly run: RunDetail; readonly verdict: VerdictView }) {
  const parts = [
    `version ${run.agentVersion}`, run.environment, verdict.tool === null ? null : `tool ${verdict.tool}`, verdict.model === null ? null : `model ${verdict.model}`,
    verdict.httpStatus === null ? null : `HTTP ${verdict.httpStatus}`, verdict.errorClass,
  ]
  return <>{parts.filter((part) => part !== null).join(', ')}</>
}

export function ScopeText({ run, verdict }: { readonly run: RunDetail; readonly verdict: VerdictView }) {
  const home = `/p/${useParams()['project'] ?? 'default'}`
  const base = `${home}/runs`
  const now = useNow()
  return (
    <>
      {verdict.fingerprint === null ? (
        `${plural(verdict.similar24h, 'run')} in 24 h`
      ) : (
        <>
          <Link className="text-link" to={`${base}?fp=${verdict.fingerprint}&last=24h`}>
            {plural(verdict.similar24h, 'run')} like this
          </Link>{' '}
          in 24 h,{' '}
          <Link className="text-link" to={`${base}?fp=${verdict.fingerprint}&last=7d`}>
            {exactCount(verdict.similar7d)} in 7 days
          </Link>{' '}
          (
          <Link className="text-link" to={`${home}/failures/${verdict.fingerprint}`}>
            failure group
          </Link>
          )
        </>
      )}
      {verdict.firstSeenAt === null ? null : (
        <>
          {now - Date.parse(verdict.firstSeenAt) < dayMs ? ', new: first seen ' : ', known since '}
          <Ago at={verdict.firstSeenAt} />
          {verdict.firstSeenVersion === null ? null : ` in version ${verdict.firstSeenVersion}`}
        </>
      )}
      {'; '}
      {verdict.lastGoodRunId === null ? (
        <span className="text-muted">no OK run of {run.agentId} in retention</span>
      ) : (
        <>
          <Link className="text-link" to={`${base}/${verdict.lastGoodRunId}`}>
            last good run
          </Link>{' '}
          <Link className="text-link" to={`${base}/${run.runId}/compare/${verdict.lastGoodRunId}`}>
            compare
          </Link>
        </>
      )}
    </>
  )
}
