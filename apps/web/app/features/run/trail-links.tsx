import { Link } from '@remix-run/react'
import { exactCount } from '../../format/count.ts'
import { buttonClass } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import type { TrailView } from './use-trail.ts'

/** To the run above and the run below in the list that the reader came from. */
export function TrailLinks({ trail }: { readonly trail: TrailView }) {
  const { newer, older, place, within } = trail
  if (newer === null && older === null) return null
  return (
    <nav aria-label={`Runs beside this one in ${within}`} data-testid="trail" className="flex min-w-0 max-w-full items-center gap-1 text-xs text-muted">
      <Beside to={newer} name="Newer run" keyName="[" isBack />
      <span className="min-w-0 text-center [overflow-wrap:anywhere]" title={`In ${within}`}>
        {place === null ? within : `${exactCount(place.at)} of ${exactCount(place.of)}${place.isCapped ? '+' : ''} in ${within}`}
      </span>
      <Beside to={older} name="Older run" keyName="]" />
    </nav>
  )
}

function Beside({ to, name, keyName, isBack }: { readonly to: string | null; readonly name: string; readonly keyName: string; readonly isBack?: boolean }) {
  const icon = <Icon name="chevron" className={isBack === true ? 'size-3.5 rotate-180' : 'size-3.5'} />
  if (to === null) return <span className={`${buttonClass('quiet')} opacity-40`} aria-hidden="true">{icon}</span>
  return (
    <Link to={to} className={buttonClass('quiet')} aria-label={name} title={`${name} (${keyName})`} aria-keyshortcuts={keyName}>
      {icon}
    </Link>
  )
}
