import type { VersionsDiff } from '@agenttracer/schema/query'

/** Calls of each tool a run: an agent that asks more often for the same answer shows here. */
export function ToolTable({ diff: { a, b, tools } }: { readonly diff: VersionsDiff }) {
  if (tools.length === 0) return <p className="border-t border-hairline py-2 text-[0.8125rem] text-muted">Neither version called a tool.</p>
  return (
    <table className="w-full text-[0.8125rem] [&_td]:py-1 [&_th]:py-1" data-testid="version-tools">
      <thead className="text-left text-xs text-muted">
        <tr className="border-y border-hairline [&>th]:font-medium">
          <th scope="col">Tool</th>
          <th scope="col" className="text-right">{a?.version}</th>
          <th scope="col" className="text-right">{b.version}</th>
        </tr>
      </thead>
      <tbody>
        {tools.map(({ name, a: before, b: after }) => (
          <tr key={name} className="border-b border-hairline" data-tool={name}>
            <th scope="row" className="text-left font-normal [overflow-wrap:anywhere]">
              {name} {before === 0 ? <span className="text-muted">added</span> : after === 0 ? <span className="text-muted">removed</span> : null}
            </th>
            <td className="text-right">{perRun(before)}</td>
            <td className="text-right font-medium">{perRun(after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const perRun = (calls: number): string => (calls === 0 ? '0' : calls < 0.05 ? '<0.1' : calls.toFixed(1))
