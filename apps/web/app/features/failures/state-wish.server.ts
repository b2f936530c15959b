import { failureSetStateInput } from '@agenttracer/schema/query'
import type { FailureSetStateInput } from '@agenttracer/schema/query'

const dayMs = 86_400_000

/** What a state form asks for; undefined for anything that no form of ours can send. */
export function wishOf(fp: string, form: FormData, now: number): FailureSetStateInput | undefined {
  const parsed = failureSetStateInput.safeParse({ fp, ...fieldsOf(form, now) })
  return parsed.success ? parsed.data : undefined
}

function fieldsOf(form: FormData, now: number): Record<string, unknown> {
  const text = (name: string): string => {
    const value = form.get(name)
    return typeof value === 'string' ? value : ''
  }
  switch (text('wish')) {
    case 'open':
      return { state: 'open' }
    case 'resolve':
      return { state: 'resolved', ...(text('version') === '' ? {} : { version: text('version') }) }
    case 'ignore':
      return { state: 'ignored' }
    case 'ignore-days':
      return { state: 'ignored', until: new Date(now + Number(text('days')) * dayMs || Number.NaN).toJSON() }
    case 'ignore-above':
      return { state: 'ignored', abovePercent: text('percent') === '' ? Number.NaN : Number(text('percent')) }
    default:
      return {}
  }
}
