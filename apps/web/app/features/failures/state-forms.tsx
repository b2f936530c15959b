import { useNavigation, useSearchParams } from '@remix-run/react'
import { parseFilter, serialiseFilter } from '@agenttracer/schema'
import type { FailureGroup } from '@agenttracer/schema/query'
import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { OwnForm } from '../../ui/own-form.tsx'

const days = [1, 7, 30] as const
const fieldClass = 'h-8 rounded-md border border-line bg-bg px-2 text-[0.8125rem] text-fg'

/** The page comes back with the filter it had. */
const keptOf = (params: URLSearchParams): string => serialiseFilter(parseFilter(params).filter).toString()

/** Resolve, ignore, open again: plain forms in disclosures, so that they work by keyboard and without a script. */
export function StateForms({ group }: { readonly group: FailureGroup }) {
  const isBusy = useNavigation().formMethod === 'POST'
  const last = group.log[0]
  const [params] = useSearchParams()
  const forms = useRef<HTMLDivElement>(null)
  // The button that was pressed is gone with its form: who works by keyboard goes on at what can be done next.
  const doneAt = useRef(last?.at)
  useEffect(() => {
    if (doneAt.current === last?.at) return
    doneAt.current = last?.at
    if (document.activeElement === document.body) forms.current?.querySelector<HTMLElement>('summary, button')?.focus()
  }, [last?.at])
  return (
    <div ref={forms} className="flex flex-wrap items-start gap-1.5" data-testid="state-forms" key={last?.at ?? 'never'}>
      {group.standing === 'resolved' ? null : (
        <Menu label="Resolve">
          <Wish wish="resolve" isBusy={isBusy} label="Resolve now" hint="A run of a later version that fails so makes it regressed." />
          <Wish wish="resolve" isBusy={isBusy} label="Resolve in this version">
            <label className="flex max-w-full items-center gap-2">
              Version
              <select name="version" className={`${fieldClass} min-w-0`} defaultValue={group.byVersion.at(-1)?.version}>
                {group.byVersion.toReversed().map(({ version }) => (
                  <option key={version}>{version}</option>
                ))}
              </select>
            </label>
          </Wish>
        </Menu>
      )}
      {group.standing === 'ignored' ? null : (
        <Menu label="Ignore">
          <Wish wish="ignore-days" isBusy={isBusy} label="Ignore for this time">
            <label className="flex items-center gap-2">
              Days
              <select name="days" className={fieldClass} defaultValue="7">
                {days.map((count) => (
                  <option key={count}>{count}</option>
                ))}
              </select>
            </label>
          </Wish>
          <Wish wish="ignore-above" isBusy={isBusy} label="Ignore up to this share">
            <label className="flex items-center gap-2">
              <input name="percent" type="number" min="0" max="100" step="0.1" required defaultValue="5" className={`${fieldClass} w-20`} />% of runs in 24 h
            </label>
          </Wish>
          <Wish wish="ignore" isBusy={isBusy} label="Ignore for good" />
        </Menu>
      )}
      {last === undefined || last.state === 'open' ? null : (
        <OwnForm query={keptOf(params)} method="post" preventScrollReset>
          <Button type="submit" name="wish" value="open" disabled={isBusy}>
            {group.standing === 'resolved' || group.standing === 'ignored' ? 'Open again' : `Forget that it was ${last.state}`}
          </Button>
        </OwnForm>
      )}
    </div>
  )
}

function Menu({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <details className="group relative" name="state">
      <summary className={`${buttonClass()} list-none [&::-webkit-details-marker]:hidden`}>
        {label}
        <Icon name="down" className="size-3 shrink-0 transition-transform group-open:rotate-180" />
      </summary>
      <div className="z-20 mt-1 grid w-72 grid-cols-[minmax(0,1fr)] max-w-[calc(100vw-2rem)] gap-3 rounded-lg border border-line bg-bg p-3 shadow-lg sm:absolute sm:right-0">{children}</div>
    </details>
  )
}

function Wish({ wish, label, hint, isBusy, children }: { readonly wish: string; readonly label: string; readonly hint?: string; readonly isBusy: boolean; readonly children?: ReactNode }) {
  const [params] = useSearchParams()
  return (
    <OwnForm query={keptOf(params)} method="post" preventScrollReset className="grid grid-cols-[minmax(0,1fr)] justify-items-start gap-1.5 border-b border-hairline pb-3 last:border-b-0 last:pb-0">
      {children}
      <Button type="submit" name="wish" value={wish} disabled={isBusy}>
        {label}
      </Button>
      {hint === undefined ? null : <p className="text-xs text-muted">{hint}</p>}
    </OwnForm>
  )
}
