import { Form } from '@remix-run/react'
import { relative } from '../../format/time.ts'
import { useNow, useZone } from '../../preferences/preferences-context.tsx'
import { Button } from '../../ui/button.tsx'

const windows = [['1h', 'Last hour'], ['24h', 'Last 24 h'], ['7d', 'Last 7 days'], ['30d', 'Last 30 days']] as const

/** The window of the Overview; a plain form, so that it works without a script. */
export function WindowForm({ last, env, updatedAt }: { readonly last: string; readonly env: string; readonly updatedAt: number }) {
  const [now, zone] = [useNow(), useZone()]
  const known = windows.some(([value]) => value === last) ? windows : [...windows, [last, `Last ${last}`] as const]
  return (
    <Form method="get" action="." className="flex items-center gap-2">
      {env === '' ? null : <input type="hidden" name="env" value={env} />}
      <span className="text-xs text-muted">{updatedAt === 0 ? '' : `Updated ${relative(updatedAt, Math.max(now, updatedAt), zone)}`}</span>
      <select
        name="last"
        aria-label="Time window"
        key={last}
        defaultValue={last}
        data-filter-field=""
        onChange={(event) => event.currentTarget.form?.requestSubmit()}
        className="h-8 rounded-md border border-line bg-bg px-2 text-[0.8125rem] text-fg"
      >
        {known.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
      <noscript>
        <Button type="submit">Show</Button>
      </noscript>
    </Form>
  )
}
