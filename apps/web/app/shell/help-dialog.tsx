import { Dialog } from '../ui/dialog.tsx'
import { SingleKeySwitch } from '../ui/single-key-switch.tsx'

const groups: readonly { readonly title: string; readonly keys: readonly (readonly [keys: string, action: string])[] }[] = [
  {
    title: 'Everywhere',
    keys: [
      ['Ctrl K', 'Search: runs by id, agents, codes, pages'], ['?', 'Show this help'], ['/', 'Go to the filter'], ['g then o', 'Overview'], ['g then r', 'Runs'], ['g then f', 'Failures'],
      ['g then v', 'Versions'], ['g then a', 'Analytics'], ['g then s', 'Settings'],
    ],
  },
  {
    title: 'Lists',
    keys: [['j / k', 'Next / previous row'], ['Enter', 'Open it'], ['x', 'Select it for a comparison'], ['Esc', 'Clear the selection']],
  },
  {
    title: 'Waterfall',
    keys: [
      ['Up, Down, Home, End, PgUp, PgDn', 'Move between steps'], ['Right / Left', 'Expand or first child / collapse or parent'], ['e / Shift e', 'Next / previous failure'],
      ['r', 'Root cause'], ['Enter', 'Details of the step'], ['Esc', 'From the details back to the step'], ['Alt Left / Right', 'Previous / next try'], ['+ / - / 0', 'Zoom in / out / whole run'], ['w', 'Fit the selected step'],
      ['Shift Left / Right', 'Move the window'],
    ],
  },
  {
    title: 'Run',
    keys: [['c', 'Critical path'], ['i', 'Fold idle time'], ['d', 'Compare with the last good run'], ['m', 'Copy as Markdown'], ['y', 'Copy the link'], ['[ / ]', 'Newer / older run of the list you came from'], ['u', 'Back to that list']],
  },
]

export function HelpDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" isOpen={isOpen} onClose={onClose}>
      <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        {groups.map(({ title, keys }) => (
          <section key={title}>
            <h3 className="mb-1 text-xs font-semibold text-muted">{title}</h3>
            <dl className="grid grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)] gap-x-3 gap-y-1">
              {keys.map(([key, action]) => (
                <div key={key} className="contents">
                  <dt className="font-mono text-xs leading-5">{key}</dt>
                  <dd>{action}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <SingleKeySwitch />
      <p className="mt-3 border-t border-hairline pt-3 text-muted">
        AgentTracer records structure, timing and codes. Prompts, answers, arguments, results, documents and error messages are never sent, so there is nothing of them to show.
      </p>
    </Dialog>
  )
}
