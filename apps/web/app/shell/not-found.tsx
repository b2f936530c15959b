import { buttonClass } from '../ui/button.tsx'

export function NotFound({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <div data-testid="state-not-found" className="max-w-2xl py-10">
      <h1 className="text-xl font-semibold">{title}</h1>
      <p className="mt-2 text-muted">{text}</p>
      <p className="mt-4 flex flex-wrap gap-2">
        <a className={buttonClass('primary')} href="/p/default/runs">
          Show all runs
        </a>
        <a className={buttonClass()} href="/p/default">
          Go to the overview
        </a>
      </p>
    </div>
  )
}
