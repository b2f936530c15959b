import { describeFailure, type FailureFacts } from './describe.ts'
import { countText, durationText } from './quantity-text.ts'

export interface PathStep {
  readonly name: string
  readonly durationMs?: number | undefined
  /** Tries of this step in order; only where there was more than one. */
  readonly tries?: readonly { readonly httpStatus?: number | undefined; readonly durationMs?: number | undefined }[] | undefined
}

/** Everything that "Copy as Markdown" prints, of a run or of a group of like failures. */
export interface VerdictFacts extends FailureFacts {
  readonly agent: string
  readonly version: string
  readonly permalink: string
  readonly path: readonly PathStep[]
  readonly backoffMs?: readonly number[] | undefined
  /** ISO 8601 UTC. */
  readonly startedAt?: string | undefined
  readonly model?: string | undefined
  readonly inputTokens?: number | undefined
  readonly firstSeenAt?: string | undefined
  readonly firstSeenVersion?: string | undefined
  readonly runs24h?: number | undefined
  readonly lastGoodRun?: string | undefined
}

const notRecorded = 'not recorded'

/** The one sentence of lists, banners and titles: `describeFailure(facts).what` without its full stop. */
export const verdictSentence = (facts: FailureFacts): string => describeFailure(facts).what.replace(/\.$/, '')

function triesText(facts: VerdictFacts): string {
  if (facts.tries === undefined) return notRecorded
  return facts.tries.max === null ? String(facts.tries.used) : `${facts.tries.used} of ${facts.tries.max}`
}

function pathStepText(step: PathStep): string {
  const own = `\`${step.name}\`${step.durationMs === undefined ? '' : ` ${durationText(step.durationMs)}`}`
  const tries = (step.tries ?? []).map((tried, index) =>
    [`try ${index + 1}`, tried.httpStatus, tried.durationMs === undefined ? undefined : durationText(tried.durationMs)].filter((part) => part !== undefined).join(' '),
  )
  return tries.length > 1 ? `${own} (${tries.join('; ')})` : own
}

function tokensText({ inputTokens, outputTokens }: VerdictFacts): string {
  if (inputTokens === undefined && outputTokens === undefined) return notRecorded
  return `${inputTokens === undefined ? '?' : countText(inputTokens)} in, ${outputTokens === undefined ? '?' : countText(outputTokens)} out`
}

function factRows(facts: VerdictFacts): readonly (readonly [fact: string, value: string])[] {
  const waits = facts.backoffMs ?? []
  const first = [facts.firstSeenAt, facts.firstSeenVersion === undefined ? undefined : `version ${facts.firstSeenVersion}`].filter((part) => part !== undefined)
  return [
    ['Code', `\`${facts.category}.${facts.code}\``],
    ['Step path', facts.path.length === 0 ? 'the run itself' : facts.path.map((step) => `\`${step.name}\``).join(' > ')],
    ['Tries', triesText(facts)],
    ['Waits', waits.length === 0 ? 'none' : waits.map(durationText).join(' + ')],
    ['Started (UTC)', facts.startedAt ?? notRecorded],
    ['Duration', facts.runDurationMs === undefined ? notRecorded : durationText(facts.runDurationMs)],
    ['Environment', facts.environment ?? notRecorded],
    ['Model', facts.model ?? notRecorded],
    ['HTTP status', facts.httpStatus === undefined ? notRecorded : String(facts.httpStatus)],
    ['Tokens', tokensText(facts)],
    ['First seen', first.length === 0 ? notRecorded : first.join(', ')],
    ['Runs in 24 h', facts.runs24h === undefined ? notRecorded : countText(facts.runs24h)],
    ['Last good run', facts.lastGoodRun ?? 'none in retention'],
  ]
}

/** The fixed report of ui-spec.md section 3.9. No content can appear in it because there is none to put in. */
export function verdictMarkdown(facts: VerdictFacts): string {
  const lines = [
    `### ${facts.agent} ${facts.version} failed: ${verdictSentence(facts)}`,
    facts.permalink,
    '',
    '| Fact | Value |',
    '| --- | --- |',
    ...factRows(facts).map(([fact, value]) => `| ${fact} | ${value} |`),
    '',
    ...(facts.path.length === 0 ? [] : [`Path: ${facts.path.map(pathStepText).join(' > ')}`]),
    `Next: ${describeFailure(facts).action}`,
  ]
  return `${lines.join('\n')}\n`
}
