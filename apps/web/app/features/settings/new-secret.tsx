import type { KeyView } from '@agenttracer/schema/query'
import { Form } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'

/** The one sight of a new key. It stays until the reader says that it is stored; then nothing can show it again. */
export function NewSecret({ secret, summary }: { readonly secret: string; readonly summary: KeyView }) {
  const ref = useRef<HTMLElement>(null)
  useEffect(() => {
    ref.current?.focus()
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [])
  return (
    <section ref={ref} tabIndex={-1} aria-labelledby="new-secret" data-testid="new-secret" className="grid gap-3 rounded-lg border border-line bg-surface p-4">
      <h2 id="new-secret" className="text-[0.9375rem] font-semibold">
        New key {summary.name}: shown once
      </h2>
      <p className="flex flex-wrap items-center gap-2">
        <code className="min-w-0 rounded-md border border-line bg-bg px-2 py-1 font-mono text-[0.8125rem] break-all select-all">{secret}</code>
        <span className="noscript:hidden">
          <CopyButton label="Copy" text={() => secret} />
        </span>
      </p>
      <p className="text-muted">Only its hash is stored. Put it where your secrets are; whoever loses it makes a new one.</p>
      <Form method="get" replace className="flex flex-wrap items-center gap-4">
        <label className="flex min-h-6 items-center gap-2">
          <input type="checkbox" required /> I have stored it
        </label>
        <Button type="submit" look="primary">
          Done
        </Button>
      </Form>
    </section>
  )
}
