import type { NamesList } from '@agenttracer/schema/query'
import { Link } from '@remix-run/react'
import { exactCount } from '../../format/count.ts'
import { kindWords } from './privacy-text.ts'

/** The parameter of the page's address that says whose names are shown; empty: those that belong to no agent. */
export const namesParameter = 'names'

export const namesAddress = (agentId: string | null): string => `?${new URLSearchParams({ [namesParameter]: agentId ?? '' })}#names`

/** The names themselves: they passed the rules for names, and somebody should be able to see which they are. */
export function NameTable({ list: { agent, kinds } }: { readonly list: NamesList }) {
  const whose = agent ?? 'the project itself'
  return (
    <section id="names" aria-labelledby="names-title" className="mt-4 border-t border-hairline pt-3" data-testid="names">
      <div className="flex flex-wrap items-baseline gap-x-4">
        <h3 id="names-title" className="font-semibold">Names of {whose}</h3>
        <Link className="text-link" to="." preventScrollReset>Hide</Link>
      </div>
      {kinds.length === 0 ? <p className="text-muted">None count against a limit.</p> : null}
      {kinds.map(({ kind, cap, names }) => (
        <div key={kind} className="mt-2 text-[0.8125rem]" data-kind={kind}>
          <h4 className="font-medium">
            {kindWords[kind]} <span className="font-normal text-muted">{exactCount(names.length)} of {exactCount(cap)}</span>
          </h4>
          <ul className="flex flex-wrap gap-x-3 gap-y-1">
            {names.map((name) => (
              <li key={name} className="break-all font-mono text-xs leading-5">{name}</li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}
