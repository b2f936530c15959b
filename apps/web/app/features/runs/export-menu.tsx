import { serialiseFilter } from '@agenttracer/schema'
import { buttonClass } from '../../ui/button.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import type { ListQuery } from './list-query.ts'

const formats = [['csv', 'CSV'], ['jsonl', 'JSON lines']] as const

/** The whole filter as a file; how far it goes is said before it starts. */
export function ExportMenu({ query: { filter } }: { readonly query: ListQuery }) {
  const address = (format: string): string => {
    const params = serialiseFilter(filter)
    params.set('format', format)
    return `/v1/runs/export?${params.toString()}`
  }
  return (
    <Disclosure label="Export" side="right" testId="export" className="grid w-72 max-w-[calc(100vw-2rem)] gap-2">
      <p className="text-xs text-muted">All runs of this filter, newest first, at most 100,000 rows. The columns are names, codes, times and counts: there is no content to export.</p>
      <span className="flex gap-2">
        {formats.map(([format, label]) => (
          <a key={format} href={address(format)} download={`runs.${format}`} className={buttonClass()}>
            {label}
          </a>
        ))}
      </span>
    </Disclosure>
  )
}
