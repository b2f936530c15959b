import { useEffect, useRef } from 'react'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { OwnForm } from '../../ui/own-form.tsx'

/** The one sight of a new secret. It stays until the reader says that it is stored; then nothing can show it again. */
interface NewSecretProps {
  readonly what: 'key' | 'webhook'
  readonly name: string
  readonly secret: string
  readonly note: string
}

export function NewSecret({ what, name, secret, note }: NewSecretProps) {
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
        {what === 'key' ? `New key ${name}: shown once` : `Signing secret of ${name}: shown once`}
      </h2>
      <p className="flex flex-wrap items-center gap-2">
        <code className="min-w-0 rounded-md border border-line bg-bg px-2 py-1 font-mono text-[0.8125rem] break-all select-all">{secret}</code>
        <span className="noscript:hidden">
          <CopyButton label="Copy" text={() => secret} />
        </span>
      </p>
      <p className="text-muted">{note}</p>
      <OwnForm method="get" replace className="flex flex-wrap items-center gap-4">
        <label className="flex min-h-6 items-center gap-2">
          <input type="checkbox" required /> I have stored it
        </label>
        <Button type="submit" look="primary">
          Done
        </Button>
      </OwnForm>
    </section>
  )
}
