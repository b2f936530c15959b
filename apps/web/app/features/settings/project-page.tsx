import type { ProjectView } from '@agenttracer/schema/query'
import { Link } from '@remix-run/react'
import { plural } from '../../format/count.ts'
import { Button } from '../../ui/button.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Panel } from '../../ui/panel.tsx'
import { FailedPart } from '../../ui/states.tsx'
import { SingleKeySwitch } from '../../ui/single-key-switch.tsx'
import { SettingsFrame } from './frame.tsx'
import type { Loaded, Outcome } from './outcome.ts'
import { OwnForm } from '../../ui/own-form.tsx'

interface ProjectPageProps {
  readonly loaded: Loaded<{ readonly project: ProjectView | null; readonly demoRuns: number | null; readonly isDemoCapped: boolean }>
  readonly outcome: Outcome | undefined
}

/** Facts of the project, and the way to be rid of the demo. */
export function ProjectPage({ loaded, outcome }: ProjectPageProps) {
  return (
    <SettingsFrame title="Project" loaded={loaded} outcome={outcome}>
      {({ project, demoRuns, isDemoCapped }) => (
        <>
          {project === null ? null : (
            <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-y-1">
              <dt className="text-muted">Name</dt>
              <dd>{project.name}</dd>
              <dt className="text-muted">Address</dt>
              <dd className="font-mono text-xs leading-5">/p/{project.slug}</dd>
              <dt className="text-muted">Id</dt>
              <dd className="font-mono text-xs leading-5 break-all">{project.projectId}</dd>
              <dt className="text-muted">Runs kept for</dt>
              <dd>
                {plural(project.retentionDays, 'day')}, <Link className="text-link" to="/p/default/settings/retention">change</Link>
              </dd>
            </dl>
          )}
          <Panel title="Keyboard">
            <p className="text-muted">Kept in this browser. Ctrl K and the arrow keys work either way.</p>
            <SingleKeySwitch />
          </Panel>
          <Panel title="Demo data">
            {demoRuns === null ? <FailedPart what="The number of its runs" /> : <DemoRuns runs={demoRuns} isCapped={isDemoCapped} />}
          </Panel>
        </>
      )}
    </SettingsFrame>
  )
}

function DemoRuns({ runs, isCapped }: { readonly runs: number; readonly isCapped: boolean }) {
  return (
    <>
      <p data-testid="demo-runs" className="mb-2 text-muted">
        {runs === 0 ? 'There are no runs in the environment demo.' : `${isCapped ? '10,000+ runs' : plural(runs, 'run')} in the environment demo. Your own runs stay as they are.`}
      </p>
      {runs === 0 ? null : (
        <Disclosure label="Remove demo data" testId="remove-demo" className="w-72 max-w-[calc(100vw-2rem)]">
          <OwnForm method="post" className="grid justify-items-start gap-2">
            <p>Every run of the environment demo is deleted at once and cannot be brought back.</p>
            <Button type="submit" look="primary" name="wish" value="remove-demo">
              Delete {isCapped ? 'all of them' : plural(runs, 'run')}
            </Button>
          </OwnForm>
        </Disclosure>
      )}
    </>
  )
}
