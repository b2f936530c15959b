import type { RunDetail, StepColumns } from '@agenttracer/schema/query'
import type { ReactNode } from 'react'
import { exactCount } from '../../format/count.ts'
import { duration, offset } from '../../format/duration.ts'
import { percent } from '../../format/percent.ts'
import { Clock } from '../../ui/when.tsx'
import { ownTime } from '../../waterfall/model/clamp.ts'
import type { Attempt, Row, WaterfallModel } from '../../waterfall/model/row.ts'

export type DetailFact = readonly [name: string, value: ReactNode]

/** A titled list; nothing at all without facts. */
export function FactList({ title, facts }: { readonly title: string; readonly facts: readonly DetailFact[] }) {
  if (facts.length === 0) return null
  return (
    <section aria-label={title}>
      <h3 className="mb-1 text-xs font-semibold text-muted">{title}</h3>
      <dl className="grid grid-cols-[7.5rem_minmax(0,1fr)] gap-x-2 gap-y-0.5">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

export function timingFacts(run: RunDetail, model: WaterfallModel, row: Row, attempt: Attempt | undefined): DetailFact[] {
  const origin = Date.parse(run.startedAt)
  const [start, end] = [attempt?.start ?? row.start, attempt?.end ?? row.end]
  const at = (ms: number): ReactNode => (
    <>
      <span className="inline-block min-w-16">{offset(ms)}</span> <span className="text-muted"><Clock at={new Date(origin + ms).toISOString()} /></span>
    </>
  )
  const own = model.criticalPath[row.index] ?? 0
  const length = attempt === undefined ? row.durationMs : attempt.durationMs
  return [
    ['Started', at(start)],
    ['Ended', attempt?.hasEnd === false || (attempt === undefined && length === null) ? 'no end recorded' : at(end)],
    ['Duration', length === null ? 'not recorded' : `${duration(length)} (${percent((end - start) / model.totalMs)} of the run)`],
    ...(row.attempts.length > 1 ? [['All tries', `${duration(row.durationMs)}, waits included`] as const] : []),
    ...(row.children.length > 0 ? [['Own time', duration(ownTime(model.rows, row))] as const] : []),
    ...(attempt?.waitMs === null || attempt === undefined ? [] : [['Waited before', duration(attempt.waitMs)] as const]),
    ...(own > 0 ? [['Critical path', `${duration(own)} in this step`] as const] : []),
  ]
}

/** What was recorded for the type of step, in reading order; absent facts have no line. */
export function stepFacts(columns: StepColumns, at: number): DetailFact[] {
  const named = (index: number | null | undefined): string | null => (index === null || index === undefined ? null : (columns.names[index] ?? null))
  const number = (value: number | null | undefined): string | null => (value === null || value === undefined ? null : exactCount(value))
  const yes = (value: boolean | null | undefined): string | null => (value === null || value === undefined ? null : value ? 'yes' : 'no')
  const cost = columns.costUsd?.[at] ?? null
  const ttft = columns.ttftMs?.[at] ?? null
  const all: readonly (readonly [string, string | null])[] = [
    ['HTTP status', columns.httpStatus?.[at]?.toString() ?? null],
    ['Model', named(columns.model?.[at])],
    ['Provider', columns.provider?.[at] ?? null],
    ['Tokens in', number(columns.inputTokens?.[at])],
    ['Tokens out', number(columns.outputTokens?.[at])],
    ['Cached tokens', number(columns.cachedInputTokens?.[at])],
    ['Reasoning tokens', number(columns.reasoningTokens?.[at])],
    ['Finish reason', columns.finishReason?.[at] ?? null],
    ['Tool calls', number(columns.toolCallCount?.[at])],
    ['Streamed', yes(columns.streamed?.[at])],
    ['First token after', ttft === null ? null : duration(ttft)],
    ['Cost', cost === null ? null : `$${cost.toPrecision(3)}`],
    ['Documents', number(columns.documentCount?.[at])],
    ['Same call in a row', number(columns.repeatCount?.[at])],
    ['Triggered', yes(columns.triggered?.[at])],
    ['Operation', columns.operation?.[at] ?? null],
  ]
  return all.flatMap(([name, value]): DetailFact[] => (value === null ? [] : [[name, value]]))
}
