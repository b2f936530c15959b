import { queryRouter } from '../../apps/api/src/router.ts'

/** Names of the query door's procedures, so that a new one is fuzzed from its first day on. A subscription does not end: it has tests of its own. */
export function proceduresOf(): { readonly queries: readonly string[]; readonly mutations: readonly string[] } {
  const all = Object.entries(queryRouter._def.procedures as unknown as Record<string, { readonly _def: { readonly type: string } }>)
  const of = (type: string): readonly string[] => all.filter(([, { _def }]) => _def.type === type).map(([name]) => name)
  return { queries: of('query'), mutations: of('mutation') }
}
