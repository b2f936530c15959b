import { Link } from '@remix-run/react'
import { Icon } from './icon.tsx'

/** To the page that this one is a part of. */
export const BackLink = ({ to, children }: { readonly to: string; readonly children: string }) => (
  <Link to={to} className="flex items-center gap-1 py-1 text-muted no-underline hover:text-fg">
    <Icon name="chevron" className="size-3.5 rotate-180" />
    {children}
  </Link>
)
