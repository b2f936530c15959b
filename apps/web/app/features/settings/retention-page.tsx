import type { ProjectView } from '@agenttracer/schema/query'
import { Link } from '@remix-run/react'
import { plural } from '../../format/count.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Field, fieldClass } from '../../ui/field.tsx'
import { SettingsFrame } from './frame.tsx'
import type { Loaded, Outcome } from './outcome.ts'
import { OwnForm } from '../../ui/own-form.tsx'

/** How long runs are kept. A shorter time is confirmed with the number of runs that go. */
export function RetentionPage({ loaded, outcome }: { readonly loaded: Loaded<ProjectView | null>; readonly outcome: Outcome | undefined }) {
  return (
    <SettingsFrame title="Retention" loaded={loaded} outcome={outcome}>
      {(project) => (
        <>
          <p>
            Runs of {project?.name ?? 'this project'} are kept for <strong data-testid="retention-days">{plural(project?.retentionDays ?? 0, 'day')}</strong>, then deleted with all their steps.
          </p>
          {outcome?.kind === 'preview' ? (
            <Confirm {...outcome} />
          ) : (
            <OwnForm method="post" className="flex flex-wrap items-end gap-3">
              <Field label="Days to keep runs" className="w-40">
                <input name="days" type="number" min="1" max="3650" step="1" required defaultValue={project?.retentionDays} className={fieldClass} />
              </Field>
              <Button type="submit" name="wish" value="preview">
                Continue
              </Button>
            </OwnForm>
          )}
          <p className="text-xs text-muted">With AGENTTRACER_RETENTION_DAYS in the environment of the API, that number is set at every start.</p>
        </>
      )}
    </SettingsFrame>
  )
}

function Confirm({ days, runs, isCapped }: { readonly days: number; readonly runs: number; readonly isCapped: boolean }) {
  return (
    <OwnForm method="post" className="grid justify-items-start gap-3 rounded-lg border border-line bg-surface p-4" data-testid="retention-confirm">
      <input type="hidden" name="days" value={days} />
      <p>
        {runs === 0 ? `No run is older than ${plural(days, 'day')}: nothing is deleted now.` : `Deletes ${isCapped ? '10,000+ runs' : plural(runs, 'run')} older than ${plural(days, 'day')} on the next sweep. They cannot be brought back.`}
      </p>
      <span className="flex gap-2">
        <Button type="submit" look="primary" name="wish" value="set">
          Keep runs for {plural(days, 'day')}
        </Button>
        <Link to="." replace className={buttonClass()}>
          Cancel
        </Link>
      </span>
    </OwnForm>
  )
}
