import type { VersionGroup, VersionsDiff } from '@agenttracer/schema/query'
import { Link, useParams } from '@remix-run/react'
import { rate } from '../../format/percent.ts'
import { Panel } from '../../ui/panel.tsx'
import { ChangeWord } from './change-word.tsx'
import { versionGroupText } from './headline.ts'

interface GroupListsProps {
  readonly diff: VersionsDiff
  /** Time and environment, kept in the links. */
  readonly search: string
}

/** Failures that came with B, went with A, or happen clearly more or less often. */
export function GroupLists({ diff, search }: GroupListsProps) {
  const { groups, a, b } = diff
  const lists = [
    { title: `New groups (${groups.new.length})`, list: groups.new, none: b.failed === 0 ? `No run of ${b.version} failed in this time.` : `None: what failed in ${b.version} had failed in ${a?.version ?? ''} too.` },
    { title: `Changed (${groups.changed.length})`, list: groups.changed, none: 'No group with a clear change.' },
    { title: `Vanished (${groups.vanished.length})`, list: groups.vanished, none: 'None.' },
  ]
  return (
    <>
      {lists.map(({ title, list, none }) => (
        <Panel key={title} title={title}>
          {list.length === 0 ? <p className="border-t border-hairline py-2 text-[0.8125rem] text-muted">{none}</p> : <Groups list={list} diff={diff} search={search} />}
        </Panel>
      ))}
    </>
  )
}

/** Groups that are listed before the reader asks for the rest; those with a clear change always are. */
const first = 4

function Groups({ list, diff, search }: GroupListsProps & { readonly list: readonly VersionGroup[] }) {
  const isClear = ({ word }: VersionGroup): boolean => word === 'worse' || word === 'better'
  const ordered = [...list.filter(isClear), ...list.filter((group) => !isClear(group))]
  const shown = Math.max(first, list.filter(isClear).length)
  const item = (group: VersionGroup) => <Group key={group.fingerprint} group={group} diff={diff} search={search} />
  const rest = ordered.slice(shown)
  return (
    <>
      <ul className="border-t border-hairline text-[0.8125rem]">{ordered.slice(0, shown).map(item)}</ul>
      {rest.length === 0 ? null : (
        <details>
          <summary className="min-h-6 py-1 text-[0.8125rem] text-link">{`${rest.length} more without a clear change`}</summary>
          <ul className="border-t border-hairline text-[0.8125rem]">{rest.map(item)}</ul>
        </details>
      )}
    </>
  )
}

function Group({ group, diff, search }: GroupListsProps & { readonly group: VersionGroup }) {
  const base = `/p/${useParams()['project'] ?? 'default'}/failures`
  return (
    <li className="border-b border-hairline py-1.5" data-fingerprint={group.fingerprint}>
      <Link className="font-medium text-link [overflow-wrap:anywhere]" to={`${base}/${group.fingerprint}${search}`}>
        {versionGroupText(group)}
      </Link>
      <p className="flex flex-wrap gap-x-3 text-muted">
        <span>
          {shareOf(group.a, diff.a?.ended ?? 0)} to <span className="text-fg">{shareOf(group.b, diff.b.ended)}</span>
        </span>
        <ChangeWord word={group.word} />
      </p>
    </li>
  )
}

/** `38 runs (3.2%)`, or `3 of 12` of a few. */
function shareOf(part: number, total: number): string {
  const { text } = rate(part, total)
  return text.includes('%') ? `${part} (${text})` : text
}
