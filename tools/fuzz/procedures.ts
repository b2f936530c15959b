import { proceduresOf } from '../../apps/api/src/rest/procedures.ts'
import { queryRouter } from '../../apps/api/src/router.ts'

/** Names of the query door's procedures. A subscription does not end: it has tests of its own. */
export function proceduresToFuzz(): { readonly queries: readonly string[]; readonly mutations: readonly string[] } {
  const of = (wanted: 'query' | 'mutation'): readonly string[] => proceduresOf(queryRouter).flatMap(({ name, type }) => (type === wanted ? [name] : []))
  return { queries: of('query'), mutations: of('mutation') }
}
