import type { ErrorLink, FailureKey, FailureSubject, MatchTier, SignalFlag } from '@agenttracer/schema'
import { isFailureKey } from '@agenttracer/schema'
import { patternIndex, type Rule, rulesOfLink, type TierRules } from './pattern-index.ts'

/** What the classifier sees of a step or run. */
export interface Evidence {
  readonly subject: FailureSubject
  /** It ended well: only failures that do not show in a status count. */
  readonly ok: boolean
  /** Outermost error first. */
  readonly links: readonly ErrorLink[]
  readonly flags: readonly SignalFlag[]
  /** Leads made of facts: finish reason, flags, operation, derived facts, the step's own HTTP status. */
  readonly factLeads: readonly string[]
  readonly modelFacts: boolean
  readonly declared: FailureKey | undefined
}

export interface Classification {
  readonly key: FailureKey
  readonly tier: MatchTier | 'declared'
  /** The error of the chain that decided. */
  readonly link?: ErrorLink
}

/** Errors by which LangGraph steers, not failures. */
const controlFlow: ReadonlySet<string | undefined> = new Set(['GraphInterrupt', 'NodeInterrupt', 'GraphBubbleUp', 'ParentCommand'])

function applies({ pattern }: Rule, evidence: Evidence): boolean {
  if (evidence.ok && pattern.onOk === undefined) return false
  if (pattern.needs !== undefined && !evidence.flags.includes(pattern.needs)) return false
  if (pattern.without !== undefined && evidence.flags.includes(pattern.without)) return false
  return pattern.modelFacts === undefined || pattern.modelFacts === evidence.modelFacts
}

function first(rules: readonly Rule[], evidence: Evidence): Rule | undefined {
  let best: Rule | undefined
  for (const rule of rules) if ((best === undefined || rule.position < best.position) && applies(rule, evidence)) best = rule
  return best
}

function inTier(rules: TierRules, evidence: Evidence): Classification | undefined {
  const { tier } = rules
  const byFact = rules.byFact.size === 0 || evidence.factLeads.length === 0 ? undefined : first(evidence.factLeads.flatMap((lead) => rules.byFact.get(lead) ?? []), evidence)
  if (byFact !== undefined) return { key: byFact.key, tier }
  if (rules.byLink.size > 0 || rules.byForm.length > 0) {
    for (let at = evidence.links.length - 1; at >= 0; at--) {
      const link = evidence.links[at]
      const rule = link === undefined ? undefined : first(rulesOfLink(rules, link), evidence)
      if (rule !== undefined) return { key: rule.key, tier, ...(link === undefined ? {} : { link }) }
    }
  }
  const whatever = first(rules.whatever, evidence)
  return whatever === undefined ? undefined : { key: whatever.key, tier }
}

/** The decision order of failure-taxonomy.md section 3. Undefined: nothing failed. */
export function classify(evidence: Evidence): Classification | undefined {
  if (isFailureKey(evidence.declared)) return { key: evidence.declared, tier: 'declared' }
  if (evidence.links.some((link) => controlFlow.has(link.errorClass))) return undefined
  for (const rules of patternIndex.get(evidence.subject) ?? []) {
    const found = rules.tier === 'run' ? undefined : inTier(rules, evidence)
    if (found !== undefined) return found
  }
  return undefined
}
