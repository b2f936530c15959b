import { Form } from '@remix-run/react'
import { useEffect, useState } from 'react'
import { plural } from '../../format/count.ts'
import { Button } from '../../ui/button.tsx'
import type { Selection } from './use-selection.ts'

/** The form that the rows' check boxes belong to, wherever they stand. */
export const compareFormId = 'compare-runs'

/** Two runs are set side by side, up to fifty are told in shares. Without a script the server says how many it needs. */
export function CompareForm({ selection: { ids, clear }, shown }: { readonly selection: Selection; readonly shown: readonly string[] }) {
  const [isScripted, setScripted] = useState(false)
  useEffect(() => setScripted(true), [])
  return (
    <Form method="get" action="compare" id={compareFormId} className="flex items-center gap-2">
      <span role="status" className="text-muted">
        {ids.size === 0 ? '' : `${plural(ids.size, 'run')} selected`}
      </span>
      {[...ids].filter((runId) => !shown.includes(runId)).map((runId) => <input key={runId} type="hidden" name="run" value={runId} />)}
      {ids.size === 0 ? null : (
        <Button look="quiet" onClick={clear}>
          Clear
        </Button>
      )}
      <Button type="submit" disabled={isScripted && ids.size < 2} title={ids.size < 2 ? 'Select two runs or more' : undefined}>
        Compare
      </Button>
    </Form>
  )
}
