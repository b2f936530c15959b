import {
  type CatalogueEntry, type ClassForm, type DerivedFact, type ErrorLink, failureCatalogue, type FailureKey, failureKeys, type FailureSubject, type FinishReason,
  inRanges, type MatchTier, matchTiers, type Operation, type SignalFlag, type SignalPattern,
} from '@agenttracer/schema'

/** A pattern of the catalogue with its place in the table. */
export interface Rule {
  readonly key: FailureKey
  readonly position: number
  readonly pattern: SignalPattern
}

/** The rules of one subject in one tier, by what they look for. */
export interface TierRules {
  readonly tier: MatchTier
  /** Class names, codes and system codes never coincide, so that one map holds all; statuses are numbers. */
  readonly byLink: Map<string | number, Rule[]>
  readonly byForm: { readonly form: ClassForm; readonly rule: Rule }[]
  readonly byFact: Map<string, Rule[]>
  readonly whatever: Rule[]
}

export const statusLead = (status: number): string => `status ${status}`
export const flagLead = (flag: SignalFlag): string => `flag ${flag}`
export const finishLead = (finish: FinishReason): string => `finish ${finish}`
export const factLead = (fact: DerivedFact): string => `fact ${fact}`
export const operationLead = (operation: Operation): string => `operation ${operation}`

const statuses: readonly number[] = Array.from({ length: 500 }, (_, index) => 100 + index)

function append<Lead>(map: Map<Lead, Rule[]>, lead: Lead, rule: Rule): void {
  const rules = map.get(lead)
  if (rules === undefined) map.set(lead, [rule])
  else rules.push(rule)
}

function addRule(rules: TierRules, rule: Rule): void {
  const { pattern } = rule
  const ranges = pattern.http
  const statusLeads = ranges === undefined ? [] : statuses.filter((status) => inRanges(ranges, status))
  const linkLeads = [...(pattern.classes ?? []), ...(pattern.codes ?? []), ...(pattern.errnos ?? [])]
  const factLeads = [
    ...(pattern.flags ?? []).map(flagLead), ...(pattern.finish ?? []).map(finishLead), ...(pattern.facts ?? []).map(factLead),
    ...(pattern.operations ?? []).map(operationLead),
  ]
  for (const lead of [...linkLeads, ...(pattern.by === 'fact' ? [] : statusLeads)]) append(rules.byLink, lead, rule)
  for (const lead of [...factLeads, ...(pattern.by === 'fact' ? statusLeads.map(statusLead) : [])]) append(rules.byFact, lead, rule)
  for (const form of pattern.classForms ?? []) rules.byForm.push({ form, rule })
  if (pattern.any) rules.whatever.push(rule)
}

function buildIndex(): ReadonlyMap<FailureSubject, readonly TierRules[]> {
  const index = new Map<FailureSubject, Map<MatchTier, TierRules>>()
  let position = 0
  for (const key of failureKeys) {
    const entry: CatalogueEntry = failureCatalogue[key]
    for (const pattern of entry.matches) {
      const rule = { key, position: position++, pattern }
      for (const subject of pattern.on) {
        const tiers = index.get(subject) ?? new Map<MatchTier, TierRules>()
        index.set(subject, tiers)
        const rules = tiers.get(pattern.by) ?? { tier: pattern.by, byLink: new Map(), byForm: [], byFact: new Map(), whatever: [] }
        tiers.set(pattern.by, rules)
        addRule(rules, rule)
      }
    }
  }
  const rank = (rules: TierRules): number => matchTiers.indexOf(rules.tier)
  return new Map([...index].map(([subject, tiers]) => [subject, [...tiers.values()].toSorted((a, b) => rank(a) - rank(b))]))
}

/** The catalogue turned round, once per process: subject, then tiers in their stated precedence. */
export const patternIndex: ReadonlyMap<FailureSubject, readonly TierRules[]> = buildIndex()

const fits = (form: ClassForm, name: string): boolean =>
  (form.starts === undefined || name.startsWith(form.starts)) &&
  (form.holds === undefined || name.includes(form.holds)) &&
  (form.ends === undefined || name.endsWith(form.ends)) &&
  (form.not === undefined || !name.includes(form.not))

const none: readonly Rule[] = []

/** Rules of a tier that one error of the chain calls for. */
export function rulesOfLink(rules: TierRules, link: ErrorLink): readonly Rule[] {
  if (rules.byLink.size === 0 && rules.byForm.length === 0) return none
  const found: Rule[] = []
  const look = (lead: string | number): void => {
    const hits = rules.byLink.get(lead)
    if (hits !== undefined) found.push(...hits)
  }
  if (link.errorCode !== undefined) look(link.errorCode)
  if (link.errno !== undefined) look(link.errno)
  if (link.httpStatus !== undefined) look(link.httpStatus)
  const name = link.errorClass
  if (name === undefined) return found
  look(name)
  for (const { form, rule } of rules.byForm) if (fits(form, name)) found.push(rule)
  return found
}
