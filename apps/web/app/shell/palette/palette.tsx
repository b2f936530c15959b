import type { RunSummary, RunsPage } from '@agenttracer/schema/query'
import { useNavigate } from '@remix-run/react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { useMemo, useState } from 'react'
import { useApi } from '../../api/api-context.ts'
import { agentItems, codeItems, idItems, rankOf, runItems } from './palette-items.ts'
import type { PaletteItem } from './palette-items.ts'

interface PaletteProps {
  readonly base: string
  readonly pages: readonly PaletteItem[]
  readonly onDone: () => void
}

/** Search over what can be gone to. Loaded when it is first opened. */
export function Palette({ base, pages, onDone }: PaletteProps) {
  const [typed, setTyped] = useState('')
  const navigate = useNavigate()
  const api = useApi()
  const agents = useQuery(api.agents.list.queryOptions())
  const cache = useQueryClient()
  const runs = useMemo(() => runItems(base, shownRuns(cache.getQueriesData<Partial<RunsPage>>({ queryKey: api.runs.list.pathKey() }))), [cache, api, base])
  const codes = useMemo(() => codeItems(base), [base])
  const groups: readonly (readonly [title: string, items: readonly PaletteItem[]])[] = [
    ['Id', idItems(base, typed)],
    ['Pages', pages],
    ['Agents', agentItems(base, agents.data?.items.map(({ agentId }) => agentId) ?? [])],
    ['Runs', typed === '' ? [] : runs],
    ['Failure codes', typed === '' ? [] : codes],
  ]
  const go = (to: string): void => {
    onDone()
    navigate(to)
  }
  return (
    <Command label="Search" loop filter={rankOf} className="grid gap-2" data-testid="palette">
      <Command.Input
        autoFocus
        value={typed}
        onValueChange={setTyped}
        placeholder="Run id, agent, failure code or page"
        className="min-h-9 w-full rounded-md border border-line bg-bg px-3 text-fg placeholder:text-muted"
      />
      <Command.List className="max-h-[50dvh] overflow-y-auto" tabIndex={-1}>
        <Command.Empty className="px-2 py-4 text-muted">Nothing of that name. A whole run id or trace id always works.</Command.Empty>
        {groups.map(([title, items]) =>
          items.length === 0 ? null : (
            <Command.Group key={title} heading={<span className="block px-2 pt-2 pb-1 text-xs font-semibold text-muted">{title}</span>}>
              {items.map((item) => (
                <Command.Item
                  key={item.id}
                  value={item.id}
                  keywords={[item.words]}
                  onSelect={() => go(item.to)}
                  className="flex min-h-8 cursor-pointer items-center gap-3 rounded-md px-2 aria-selected:bg-selected"
                >
                  <span className="min-w-0 truncate">{item.label}</span>
                  <span className="ml-auto max-w-[55%] shrink-0 truncate text-xs text-muted">{item.detail}</span>
                </Command.Item>
              ))}
            </Command.Group>
          ),
        )}
      </Command.List>
    </Command>
  )
}

const shownRuns = (cached: readonly (readonly [unknown, Partial<RunsPage> | undefined])[]): readonly RunSummary[] => cached.flatMap(([, page]) => page?.items ?? [])
