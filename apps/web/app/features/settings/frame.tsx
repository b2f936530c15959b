import { NavLink } from '@remix-run/react'
import type { ReactNode } from 'react'
import { classes } from '../../ui/classes.ts'
import { EmptyState, Notice } from '../../ui/states.tsx'
import type { Loaded, Outcome } from './outcome.ts'

const pages = [['keys', 'Keys'], ['project', 'Project'], ['retention', 'Retention'], ['privacy', 'Privacy'], ['webhooks', 'Webhooks'], ['members', 'Members'], ['audit', 'Audit']] as const

interface FrameProps<T> {
  readonly title: string
  readonly loaded: Loaded<T>
  readonly outcome: Outcome | undefined
  readonly children: (value: T) => ReactNode
}

const reasons = {
  not_own_page: ['Open this page once more.', 'It was opened from another site, and settings are read for pages of this one only.'],
  no_key: ['You can view runs but not settings.', 'The web server has no admin key, or not the one of the API: both read it from the file that their environment names. npm start sees to it by itself.'],
  unreachable: ['The settings could not be loaded.', 'The server did not answer. It may be starting or stopping.'],
} as const

/** Around every page of Settings: its pages, what the last form came to, and why there is nothing when there is nothing. */
export function SettingsFrame<T>({ title, loaded, outcome, children }: FrameProps<T>) {
  return (
    <div className="grid max-w-5xl grid-cols-[minmax(0,1fr)] gap-4">
      <div className="flex flex-wrap items-baseline gap-x-6 gap-y-1">
        <h1 className="text-lg font-semibold">{title}</h1>
        <nav aria-label="Settings" className="flex flex-wrap gap-1">
          {pages.map(([page, label]) => (
            <NavLink key={page} to={`/p/default/settings/${page}`} className={({ isActive }) => classes('rounded-md px-2.5 py-1 no-underline', isActive ? 'bg-selected font-medium text-fg' : 'text-muted hover:text-fg')}>
              {label}
            </NavLink>
          ))}
        </nav>
      </div>
      <div role="status">{outcome?.kind === 'refused' ? <Notice>{outcome.text}</Notice> : null}</div>
      {loaded.ok ? (
        children(loaded.value)
      ) : (
        <EmptyState title={reasons[loaded.why][0]} testId={loaded.why === 'unreachable' ? 'state-error' : 'state-no-permission'}>
          <p>{reasons[loaded.why][1]}</p>
          <a className="text-link" href="?">
            Load again
          </a>
        </EmptyState>
      )}
    </div>
  )
}
