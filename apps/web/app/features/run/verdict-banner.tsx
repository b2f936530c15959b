import { describeFailure } from '@agenttracer/schema'
import type { RunDetail, VerdictView } from '@agenttracer/schema/query'
import { Link, useParams } from '@remix-run/react'
import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { exactCount } from '../../format/count.ts'
import { useZone } from '../../preferences/preferences-context.tsx'
import { classes } from '../../ui/classes.ts'
import { rowOfStep } from '../../waterfall/model/build-model.ts'
import type { WaterfallModel } from '../../waterfall/model/row.ts'
import type { ViewAction } from '../../waterfall/model/view-state.ts'
import { BannerWord } from './banner-word.tsx'
import { ScopeText, TriesFact, WhenFact, WithFact } from './verdict-lines.tsx'
import { failureFacts } from './verdict-facts.ts'
import { shortPath } from './short-path.ts'

interface VerdictBannerProps {
  readonly run: RunDetail
  readonly verdict: VerdictView
  readonly model: WaterfallModel
  readonly dispatch: (action: ViewAction) => void
}

const confidenceWords = {
  certain: { word: 'certain', title: 'One chain of recorded facts explains this run.' },
  likely: { word: 'likely', title: 'Several independent failures were not recovered; this one explains the run best.' },
  unknown: { word: 'not known', title: 'Nothing that was recorded explains this run for sure.' },
} as const

/** What failed, where, after how many tries, and what to do: seven facts that must be on the first screen. */
export function VerdictBanner({ run, verdict, model, dispatch }: VerdictBannerProps) {
  const zone = useZone()
  // Its facts are counted over all rows, and every place in the address draws the banner anew.
  const { what, action } = useMemo(() => describeFailure(failureFacts(run, verdict, model, zone)), [run, verdict, model, zone])
  const { word, title } = confidenceWords[verdict.confidence]
  const look = lookOf(run)
  const project = useParams()['project'] ?? 'default'
  return (
    <section data-testid="run-banner" data-run-status={run.status} aria-label="Verdict" className={classes('rounded-lg border border-l-4 bg-surface px-4 py-3', look.edge)}>
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1" data-fact="1">
        <BannerWord icon={look.icon} tone={look.tone}>
          {look.word}
        </BannerWord>
        <p className="min-w-0 text-[0.9375rem] font-medium">{what}</p>
        <p className="flex items-baseline sm:ml-auto gap-2 text-xs text-muted">
          <Link className="font-mono text-link" to={`/p/${project}/runs?code=${verdict.category}.${verdict.code}`} title="Runs with this code">
            {verdict.category}.{verdict.code}
          </Link>
          <span title={title}>{word}</span>
        </p>
      </div>
      <p className="mt-1.5" data-fact="7">
        <span className="font-semibold">What to do:</span> {action}
      </p>
      <dl className="mt-2.5 grid gap-x-8 gap-y-1 text-[0.8125rem] lg:grid-cols-2">
        <Line name="Where" fact="2">
          <PathText model={model} dispatch={dispatch} />
        </Line>
        <Line name="When" fact="4">
          <WhenFact run={run} model={model} />
        </Line>
        <Line name="Tries" fact="3">
          <TriesFact verdict={verdict} />
        </Line>
        <Line name="With" fact="5">
          <WithFact run={run} verdict={verdict} />
        </Line>
        <Line name="Scope" fact="6" isWide>
          <ScopeText run={run} verdict={verdict} />
        </Line>
      </dl>
      <Others verdict={verdict} model={model} dispatch={dispatch} />
    </section>
  )
}

function lookOf({ status, degraded }: RunDetail) {
  if (status === 'cancelled') return { icon: 'slash', word: 'Cancelled', tone: 'text-cancelled-text', edge: 'border-hairline border-l-cancelled' } as const
  if (status === 'success' && degraded) return { icon: 'warning', word: 'OK, but degraded', tone: 'text-recovered-text', edge: 'border-hairline border-l-recovered' } as const
  return { icon: 'cross', word: 'Failed', tone: 'text-failed-text', edge: 'border-hairline border-l-failed' } as const
}

function Line({ name, fact, isWide, children }: { readonly name: string; readonly fact: string; readonly isWide?: boolean; readonly children: ReactNode }) {
  return (
    <div className={classes('flex min-w-0 gap-2', isWide === true && 'lg:col-span-2')} data-fact={fact}>
      <dt className="w-12 shrink-0 text-muted">{name}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  )
}

function PathText({ model, dispatch }: Pick<VerdictBannerProps, 'model' | 'dispatch'>) {
  const path = model.failPath.slice(1).map((index) => model.rows[index])
  const cause = path.at(-1)
  if (cause === undefined) return <>{model.rows[0]?.name}, the run itself</>
  const at = cause.attempts.at(-1)?.at ?? 0
  const above = [model.rows[0], ...path.slice(0, -1)].map((row) => row?.name ?? '')
  return (
    <>
      <span className="text-muted" title={above.join(' > ')}>
        {shortPath(above).map((name) => `${name} > `).join('')}
      </span>
      <button type="button" className="font-medium text-link underline" onClick={() => dispatch({ do: 'select', row: cause.id })}>
        {cause.name}
      </button>{' '}
      <span className="whitespace-nowrap text-muted">
        (step {exactCount(at + 1)} of {exactCount(model.attemptCount)})
      </span>
    </>
  )
}

/** What fits into one line beside the seven facts; the key `e` reaches every failure. */
const mostOthers = 3

function Others({ verdict, model, dispatch }: Pick<VerdictBannerProps, 'verdict' | 'model' | 'dispatch'>) {
  const rows = verdict.others.flatMap((stepId) => rowOfStep(model, stepId) ?? [])
  if (rows.length === 0) return null
  return (
    <p className="mt-2 text-[0.8125rem]">
      <span className="text-muted">Also failed, independently: </span>
      {rows.slice(0, mostOthers).map((row, at) => (
        <span key={row.id}>
          {at === 0 ? '' : ', '}
          <button type="button" className="max-w-60 truncate align-bottom text-link underline" title={row.name} onClick={() => dispatch({ do: 'select', row: row.id })}>
            {row.name}
          </button>
        </span>
      ))}
      {rows.length > mostOthers ? <span className="text-muted"> and {rows.length - mostOthers} more: e goes through them</span> : null}
    </p>
  )
}
