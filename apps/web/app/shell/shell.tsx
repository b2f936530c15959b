import { NavLink, useNavigation } from '@remix-run/react'
import { useCallback, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { HelpDialog } from './help-dialog.tsx'
import { OfflineBanner } from './offline-banner.tsx'
import { PaletteDialog } from './palette/palette-dialog.tsx'
import { PreferenceSwitches } from './preference-switches.tsx'
import { SignOut } from './sign-out.tsx'
import { useShortcuts } from './use-shortcuts.ts'

const pages = [
  { to: '', label: 'Overview', end: true },
  { to: '/runs', label: 'Runs', end: false },
  { to: '/failures', label: 'Failures', end: false },
  { to: '/versions', label: 'Versions', end: false },
  { to: '/analytics', label: 'Analytics', end: false },
  { to: '/start', label: 'Getting started', end: false },
  { to: '/settings', label: 'Settings', end: false },
] as const

/** Header, navigation and help around every page of a project. */
export function Shell({ children }: { readonly children: ReactNode }) {
  // The one project that there is: a slug of somebody's making is not repeated in links.
  const base = '/p/default'
  const [open, setOpen] = useState<'help' | 'palette' | null>(null)
  const isLoading = useNavigation().state === 'loading'
  const close = useCallback(() => setOpen(null), [])
  const acts = useMemo(() => ({ openHelp: () => setOpen('help'), openPalette: () => setOpen('palette') }), [])
  useShortcuts(base, acts)
  return (
    <>
      <a href="#main" className="sr-only rounded-md bg-link px-3 py-1.5 text-on-primary focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-50">
        Skip to content
      </a>
      <header className="sticky top-0 z-30 border-b border-hairline bg-bg">
        <div className="mx-auto flex max-w-[110rem] flex-wrap items-center gap-x-5 px-4 sm:px-6">
          <a href={base} className="flex items-center gap-2 py-2.5 font-semibold text-fg no-underline">
            <img src="/favicon.svg" alt="" width="20" height="20" />
            <span className="max-sm:sr-only">AgentTracer</span>
          </a>
          <nav aria-label="Main" className="order-last -mx-2 flex w-[calc(100%+1rem)] flex-wrap sm:order-none sm:mx-0 sm:w-auto sm:flex-1">
            {pages.map(({ to, label, end }) => (
              <NavLink key={label} to={base + to} end={end} prefetch="intent" className={navClass}>
                {label === 'Getting started' ? (
                  <>
                    <span className="sm:hidden">Start</span>
                    <span className="max-sm:hidden">{label}</span>
                  </>
                ) : (
                  label
                )}
              </NavLink>
            ))}
          </nav>
          <div className="ml-auto flex items-center gap-1.5">
            <Button onClick={acts.openPalette} aria-keyshortcuts="Control+K Meta+K" className="text-muted">
              Search <kbd className="text-xs text-muted max-sm:hidden">Ctrl K</kbd>
            </Button>
            <PreferenceSwitches />
            <Button look="quiet" aria-label="Help and keyboard shortcuts" title="Help and keyboard shortcuts (?)" onClick={acts.openHelp}>
              ?
            </Button>
            <SignOut />
          </div>
        </div>
        <div aria-hidden="true" className={classes('progress', isLoading && 'is-on')} />
      </header>
      <OfflineBanner />
      <main id="main" tabIndex={-1} className="mx-auto max-w-[110rem] px-4 py-4 outline-none sm:px-6">
        {children}
      </main>
      <HelpDialog isOpen={open === 'help'} onClose={close} />
      <PaletteDialog base={base} pages={pages} isOpen={open === 'palette'} onClose={close} />
    </>
  )
}

const navClass = ({ isActive }: { isActive: boolean }): string =>
  classes('border-b-2 px-2 py-1.5 no-underline sm:py-2.5', isActive ? 'border-link font-medium text-fg' : 'border-transparent text-muted hover:text-fg')
