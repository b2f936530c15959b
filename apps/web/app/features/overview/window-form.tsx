import { Form } from '@remix-run/react'
import { WindowChoice } from '../../filter-form/window-choice.tsx'
import { relative } from '../../format/time.ts'
import { useNow, useZone } from '../../preferences/preferences-context.tsx'
import { Button } from '../../ui/button.tsx'

/** The window of the Overview; a plain form, so that it works without a script. */
export function WindowForm({ last, env, updatedAt }: { readonly last: string; readonly env: string; readonly updatedAt: number }) {
  const [now, zone] = [useNow(), useZone()]
  return (
    <Form method="get" action="." className="flex items-center gap-2">
      {env === '' ? null : <input type="hidden" name="env" value={env} />}
      <span className="text-xs text-muted">{updatedAt === 0 ? '' : `Updated ${relative(updatedAt, Math.max(now, updatedAt), zone)}`}</span>
      <WindowChoice last={last} label="Time window" isFirst isBare />
      <noscript>
        <Button type="submit">Show</Button>
      </noscript>
    </Form>
  )
}
