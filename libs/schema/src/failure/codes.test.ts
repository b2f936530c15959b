import { describe, expect, it } from 'vitest'
import type { CatalogueEntry, FailureSubject, SignalPattern, StatusRange } from './catalogue-entry.ts'
import { matchTiers } from './catalogue-entry.ts'
import { failureCatalogue, failureKeys, isFailureKey, isRetryable, splitFailureKey } from './codes.ts'

/** One way to recognise a failure: who fails, by what, under which guard. */
interface Claim {
  readonly key: string
  readonly subject: FailureSubject
  readonly lead: string
  readonly pattern: SignalPattern
}

const statusesOf = (range: StatusRange): number[] =>
  typeof range === 'number' ? [range] : Array.from({ length: range[1] - range[0] + 1 }, (_, index) => range[0] + index)

function leadsOf(pattern: SignalPattern): string[] {
  return [
    ...(pattern.classes ?? []).map((value) => `class ${value}`),
    ...(pattern.classForms ?? []).map((form) => `form ${JSON.stringify(form)}`),
    ...(pattern.codes ?? []).map((value) => `code ${value}`),
    ...(pattern.errnos ?? []).map((value) => `errno ${value}`),
    ...(pattern.http ?? []).flatMap(statusesOf).map((value) => `${pattern.by === 'fact' ? 'own status' : 'status'} ${value}`),
    ...(pattern.flags ?? []).map((value) => `flag ${value}`),
    ...(pattern.finish ?? []).map((value) => `finish ${value}`),
    ...(pattern.facts ?? []).map((value) => `fact ${value}`),
    ...(pattern.operations ?? []).map((value) => `operation ${value}`),
    ...(pattern.any ? [`any by ${pattern.by}`] : []),
  ]
}

const entries = failureKeys.map((key): readonly [string, CatalogueEntry] => [key, failureCatalogue[key]])
const claims: readonly Claim[] = entries.flatMap(([key, entry]) =>
  entry.matches.flatMap((pattern) => pattern.on.flatMap((subject) => leadsOf(pattern).map((lead) => ({ key, subject, lead, pattern })))),
)

/** One asks for a flag, or for model facts, that the other excludes. */
const exclude = (a: SignalPattern, b: SignalPattern): boolean =>
  (a.needs !== undefined && a.needs === b.without) ||
  (b.needs !== undefined && b.needs === a.without) ||
  (a.modelFacts !== undefined && b.modelFacts !== undefined && a.modelFacts !== b.modelFacts)

describe('the catalogue', () => {
  it('has the 54 codes of the taxonomy', () => {
    const count = (category: string): number => failureKeys.filter((key) => key.startsWith(`${category}.`)).length
    expect([count('tool'), count('model'), count('retrieval'), count('orchestration'), failureKeys.length]).toEqual([12, 18, 10, 14, 54])
  })

  it.each(entries)('%s can be recognised by something', (_, entry) => {
    expect(entry.matches.length).toBeGreaterThan(0)
    for (const pattern of entry.matches) expect(leadsOf(pattern)).not.toEqual([])
  })

  it('never lets two codes claim one signal for the same subject', () => {
    const owners = new Map<string, Claim[]>()
    const clashes: string[] = []
    for (const claim of claims) {
      const at = `${claim.subject}: ${claim.lead}`
      const others = owners.get(at) ?? []
      for (const other of others) if (other.key !== claim.key && !exclude(other.pattern, claim.pattern)) clashes.push(`${at}: ${other.key}, ${claim.key}`)
      owners.set(at, [...others, claim])
    }
    expect(clashes).toEqual([])
  })

  it('gives every HTTP error status of a tool, model and retriever exactly one code', () => {
    for (const subject of ['tool', 'model', 'retrieval'] as const) {
      for (let status = 400; status <= 599; status++) {
        const owners = claims.filter((claim) => claim.subject === subject && claim.lead === `status ${status}`).map((claim) => claim.key)
        expect([subject, status, owners.length]).toEqual([subject, status, 1])
      }
    }
  })

  it('has a default for every subject', () => {
    const defaults = claims.filter((claim) => claim.pattern.by === 'default' && claim.pattern.any).map((claim) => claim.subject)
    expect(new Set(defaults)).toEqual(new Set(['model', 'plan', 'respond', 'tool', 'retrieval', 'agent', 'orchestration', 'guardrail', 'run']))
  })

  it('uses every tier of the stated precedence', () => {
    expect(new Set(claims.map((claim) => claim.pattern.by))).toEqual(new Set(matchTiers))
  })

  it('splits its keys into category and code', () => {
    for (const key of failureKeys) {
      const { category, code } = splitFailureKey(key)
      expect(`${category}.${code}`).toBe(key)
    }
    expect(isFailureKey('tool.nonsense')).toBe(false)
    expect(isFailureKey('constructor')).toBe(false)
  })

  it.each([
    ['tool.bad_request', 400, false], ['tool.bad_request', 409, true], ['retrieval.embedding_failed', 401, false], ['retrieval.embedding_failed', 429, true],
    ['retrieval.embedding_failed', 503, true], ['retrieval.embedding_failed', undefined, true], ['model.quota_exhausted', 429, false], ['tool.timeout', undefined, true],
  ] as const)('%s with status %s: retryable %s', (key, status, expected) => {
    expect(isRetryable(key, status)).toBe(expected)
  })
})
