import type { DerivedFact, DiagnosisRun, DiagnosisStep, SignalFlag } from '@agenttracer/schema'
import type { Evidence } from './classify.ts'
import { factLead, finishLead, flagLead, operationLead, statusLead } from './pattern-index.ts'

const noFlags: readonly SignalFlag[] = []

/** Facts of a model call were recorded: a `plan` or `respond` step that is one itself. */
export const hasModelFacts = (step: DiagnosisStep): boolean =>
  step.model !== undefined || step.provider !== undefined || step.finishReason !== undefined || step.inputTokens !== undefined || step.operation === 'chat'

/**
 * Which guardrail tripped. Without a flag for its place the guardrail's position tells: before any model call it can only judge the input.
 * A guardrail that failed without saying that it tripped broke.
 */
function trippedFact(step: DiagnosisStep, flags: readonly SignalFlag[], afterModel: boolean): DerivedFact | undefined {
  const input = flags.includes('guardrail_input')
  const output = flags.includes('guardrail_output')
  if (step.triggered === false) return undefined
  const tripped = step.triggered === true || ((input || output) && (step.type !== 'guardrail' || step.status !== 'error'))
  if (!tripped) return undefined
  if (input || output) return output ? 'output_tripped' : 'input_tripped'
  return afterModel ? 'output_tripped' : 'input_tripped'
}

const quietEnds: ReadonlySet<string | undefined> = new Set([undefined, 'stop', 'tool_calls', 'other'])

/** Nothing that a failure could show in: most steps of most runs. */
export const isPlainlyGood = ({ status, signals, finishReason, triggered }: DiagnosisStep): boolean =>
  status === 'ok' && signals === undefined && triggered === undefined && quietEnds.has(finishReason)

/** The answer ended early, so its tool calls are cut and not wrong. */
const endsEarly: ReadonlySet<string | undefined> = new Set(['length', 'content_filter'])

/** @param afterModel whether a model step started before this one. */
export function stepEvidence(step: DiagnosisStep, afterModel: boolean): Evidence {
  const marked = step.signals?.flags ?? noFlags
  const flags = marked.length > 0 && endsEarly.has(step.finishReason) ? marked.filter((flag) => flag !== 'invalid_tool_arguments') : marked
  const ok = step.status === 'ok'
  const tripped = trippedFact(step, flags, afterModel)
  const factLeads = flags.length === 0 ? [] : flags.map(flagLead)
  if (step.finishReason !== undefined) factLeads.push(finishLead(step.finishReason))
  if (step.operation !== undefined) factLeads.push(operationLead(step.operation))
  if (tripped !== undefined) factLeads.push(factLead(tripped))
  if (!ok && step.httpStatus !== undefined) factLeads.push(statusLead(step.httpStatus))
  return {
    subject: step.type, ok, flags, factLeads, links: ok ? [] : (step.signals?.chain ?? []), modelFacts: hasModelFacts(step), declared: step.signals?.declared,
  }
}

/** The run as a subject: the error that reached the caller, or what made a good run stop early. */
export function runEvidence(run: DiagnosisRun): Evidence {
  const flags = run.signals?.flags ?? noFlags
  const ok = run.status === 'success'
  const factLeads = flags.map(flagLead)
  if (flags.includes('guardrail_input')) factLeads.push(factLead('input_tripped'))
  if (flags.includes('guardrail_output')) factLeads.push(factLead('output_tripped'))
  return { subject: 'run', ok, flags, factLeads, links: ok ? [] : (run.signals?.chain ?? []), modelFacts: false, declared: run.signals?.declared }
}
