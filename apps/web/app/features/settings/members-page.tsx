import { Link } from '@remix-run/react'
import { Panel } from '../../ui/panel.tsx'
import { SettingsFrame } from './frame.tsx'

export interface Access {
  /** People sign in with the password of the server. */
  readonly hasSignIn: boolean
}

/** There are no accounts yet; this says what holds instead. */
export function MembersPage({ hasSignIn }: Access) {
  return (
    <SettingsFrame title="Members" loaded={{ ok: true, value: null }} outcome={undefined}>
      {() => (
        <>
          <p>This release has no accounts: no members, roles or invitations. What holds instead:</p>
          <Panel title="People">
            <p data-testid="access-people">
              {hasSignIn
                ? 'Whoever knows the password of this server can read every run and change every setting. A session lasts 7 days; another password ends all of them.'
                : 'One person at this machine. The pages are bound to 127.0.0.1, ask for no password, and refuse requests that come through a proxy or from another site.'}
            </p>
          </Panel>
          <Panel title="Programs">
            <p>
              Ingest keys write and cannot read, query keys read and cannot write, admin keys change settings. They are made and revoked under <Link className="text-link" to="/p/default/settings/keys">Keys</Link>; who changed what
              stands in the <Link className="text-link" to="/p/default/settings/audit">audit log</Link>, where people at these pages cannot be told apart.
            </p>
          </Panel>
        </>
      )}
    </SettingsFrame>
  )
}
