import { CopyButton } from '../../ui/copy-button.tsx'
import { snippets } from './snippets.ts'
import { WaitForRun } from './wait-for-run.tsx'

/** Getting started, also the empty state of the project: install, paste, run. */
export function StartSteps({ ingestUrl }: { readonly ingestUrl: string }) {
  return (
    <div className="mx-auto grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-6 py-4" data-testid="state-getting-started">
      <div>
        <h1 className="text-xl font-semibold">See your first run</h1>
        <p className="mt-1 text-muted">A few lines in your agent. Then every run shows its steps, its retries and, when it fails, which step is to blame and what to do.</p>
      </div>
      <WaitForRun />
      {snippets(ingestUrl).map(({ name, install, code }, at) => (
        <details key={name} open={at === 0} className="group rounded-lg border border-hairline">
          <summary className="px-4 py-2.5 font-medium">{name}</summary>
          <div className="grid grid-cols-[minmax(0,1fr)] gap-3 border-t border-hairline p-4">
            {install === null ? null : <Code title="Install" text={install} />}
            <Code title={install === null ? 'Send a run' : 'Paste at the start of your program'} text={code} />
          </div>
        </details>
      ))}
      <p className="border-t border-hairline pt-4 text-muted">
        <strong className="font-semibold text-fg">Never sent:</strong> prompts, answers, tool arguments and results, documents, error messages and stacks. Only structure, timing, counts and codes leave your
        process.
      </p>
    </div>
  )
}

function Code({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <div>
      <div className="mb-1 flex items-center justify-between">
        <h2 className="text-xs font-semibold text-muted">{title}</h2>
        <CopyButton look="quiet" label="Copy" text={() => text} />
      </div>
      <pre tabIndex={0} className="overflow-x-auto rounded-md border border-hairline bg-surface p-3 font-mono text-xs leading-5">
        <code>{text}</code>
      </pre>
    </div>
  )
}
