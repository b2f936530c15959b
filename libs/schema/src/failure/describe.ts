import type { CatalogueEntry } from './catalogue-entry.ts'
import { failureCatalogue, isFailureKey, isRetryable } from './codes.ts'
import { limitText } from './limit-text.ts'
import { clockText, countText, durationText } from './quantity-text.ts'
import { fillTemplate, type TemplateFacts } from './template.ts'

/**
 * What is known when a failure is put into words. Category and code are plain strings: they may come from a newer server.
 * Every other fact may be missing; the text then says less, never something general.
 */
export interface FailureFacts {
  readonly category: string
  readonly code: string
  /** Absent when the cause lies on the run itself. */
  readonly stepType?: string | undefined
  readonly stepName?: string | undefined
  readonly httpStatus?: number | undefined
  readonly errorClass?: string | undefined
  readonly errorCode?: string | undefined
  /** Tries of the failing step; `max` null when the limit is not known. */
  readonly tries?: { readonly used: number; readonly max: number | null } | undefined
  /** From the start of the first try to the end of the last, in milliseconds. */
  readonly retrySpanMs?: number | undefined
  /** Of the last failing try. */
  readonly durationMs?: number | undefined
  /** From the start of the run to its failure, in milliseconds. */
  readonly runDurationMs?: number | undefined
  /** ISO 8601 UTC instant of the failure. */
  readonly failedAt?: string | undefined
  /** The same as the reader's clock shows it, zone printed (`16:31 UTC+2`); without it the text prints UTC. */
  readonly failedAtText?: string | undefined
  readonly environment?: string | undefined
  readonly outputTokens?: number | undefined
  /** Tokens that the last answer before the failure had read. */
  readonly inputTokensBefore?: number | undefined
  /** Calls of the whole run, retries not counted. */
  readonly modelCalls?: number | undefined
  readonly toolCalls?: number | undefined
  /** The version that ran. */
  readonly version?: string | undefined
  /** How many times in a row a tool was called with the same arguments. */
  readonly repeatCount?: number | undefined
  /** The version in which this failure was first seen, when the version before did not have it. */
  readonly beganInVersion?: string | undefined
}

export interface FailureText {
  /** One sentence: what happened. */
  readonly what: string
  /** One to three sentences: what to do next. */
  readonly action: string
}

const typeWords: Readonly<Record<string, string>> = {
  tool: 'tool', model: 'model', plan: 'planning step', respond: 'answering step', retrieval: 'retriever', agent: 'agent', guardrail: 'guardrail',
  orchestration: 'node',
}

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** `tool "search_docs"`, or `the run`. */
function subjectText(facts: FailureFacts): string {
  if (facts.stepType === undefined) return 'the run'
  const word = Object.hasOwn(typeWords, facts.stepType) ? typeWords[facts.stepType] : 'step'
  return facts.stepName === undefined ? `the ${word}` : `${word} "${facts.stepName}"`
}

/** `on all 3 tries`; undefined when it was tried once, or that is not known. */
function onTries({ tries }: FailureFacts): string | undefined {
  if (tries === undefined || tries.used < 2) return undefined
  if (tries.max !== null && tries.max > tries.used) return `on ${tries.used} tries of ${tries.max} allowed`
  return tries.used === 2 ? 'on both tries' : `on all ${tries.used} tries`
}

/** `12 model calls and 11 tool calls`; undefined when neither is known. */
function callsText({ modelCalls, toolCalls }: FailureFacts): string | undefined {
  const part = (count: number | undefined, what: string): string[] => (count === undefined || count === 0 ? [] : [`${countText(count)} ${what} call${count === 1 ? '' : 's'}`])
  const parts = [...part(modelCalls, 'model'), ...part(toolCalls, 'tool')]
  return parts.length === 0 ? undefined : parts.join(' and ')
}

const unlessUnknown = (label: string | undefined): string | undefined => (label === 'unknown' ? undefined : label)

const known = <T>(value: T | undefined, text: (value: T) => string | undefined): string | undefined => (value === undefined ? undefined : text(value))

function templateValues(facts: FailureFacts): TemplateFacts {
  const subject = subjectText(facts)
  return {
    step: subject,
    Step: upper(subject),
    stepIfAny: facts.stepType === undefined ? undefined : subject,
    StepIfAny: facts.stepType === undefined ? undefined : upper(subject),
    name: facts.stepName ?? subject,
    status: known(facts.httpStatus, String),
    class: facts.errorClass === 'Error' ? undefined : facts.errorClass,
    errorCode: facts.errorCode,
    onTries: onTries(facts),
    duration: known(facts.durationMs, durationText),
    runDuration: known(facts.runDurationMs, durationText),
    time: facts.failedAtText ?? known(facts.failedAt, clockText),
    environment: unlessUnknown(facts.environment),
    version: unlessUnknown(facts.version),
    nameIfAny: facts.stepName,
    tool: facts.stepType === 'tool' && facts.stepName !== 'unlisted_tool' ? facts.stepName : undefined,
    calls: callsText(facts),
    tokensBefore: known(facts.inputTokensBefore, countText),
    outputTokens: known(facts.outputTokens, countText),
    repeats: known(facts.repeatCount, countText),
    limit: limitText(facts.errorClass, facts.errorCode),
  }
}

/** Below this the tries of a group were too close together to outlast a short outage. */
const shortSpanMs = 30_000

/** What the tries that were made say about the next ones. */
function retryAdvice(facts: FailureFacts, { retryWords }: CatalogueEntry, retryable: boolean): string | undefined {
  const used = facts.tries?.used
  if (used === undefined || retryWords === 'nothing') return undefined
  if (retryWords === 'again') return used === 1 ? 'It was asked once; asked again, the model often does better.' : `It was asked ${used} times: change the request before it is asked again.`
  if (!retryable) return used > 1 ? `Do not retry it: the ${used} tries could not help, it fails the same way each time.` : undefined
  if (used === 1) return 'It was tried once; a retry after a pause may get through.'
  if (facts.retrySpanMs === undefined) return undefined
  const span = durationText(facts.retrySpanMs)
  return facts.retrySpanMs < shortSpanMs
    ? `The ${used} tries spanned only ${span}: a longer back-off may outlast it.`
    : `The ${used} tries spanned ${span} without luck: treat it as an outage.`
}

const versionAdvice = ({ beganInVersion }: FailureFacts): string | undefined =>
  beganInVersion === undefined || beganInVersion === 'unknown' ? undefined : `It began with version ${beganInVersion}: see what changed there first.`

/** A code that this release does not know: its name is all there is to say. */
function unknownText(facts: FailureFacts): FailureText {
  const name = `${facts.category} failure "${facts.code.replaceAll('_', ' ')}"`
  return {
    what: `${upper(subjectText(facts))} failed: ${name}.`,
    action: 'This code is newer than the version of AgentTracer that shows it; update to read its advice.',
  }
}

/** Puts a failure into words from the facts at hand. Pure; makes no claim that a fact does not carry. */
export function describeFailure(facts: FailureFacts): FailureText {
  const key: string = `${facts.category}.${facts.code}`
  if (!isFailureKey(key)) return unknownText(facts)
  const entry: CatalogueEntry = failureCatalogue[key]
  const values = templateValues(facts)
  const advice = [fillTemplate(entry.action, values), retryAdvice(facts, entry, isRetryable(key, facts.httpStatus)), versionAdvice(facts)]
  return { what: fillTemplate(entry.what, values), action: advice.filter((sentence) => sentence !== undefined).join(' ') }
}

