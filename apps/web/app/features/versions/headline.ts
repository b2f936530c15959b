import { describeFailure } from '@agenttracer/schema'
import type { VersionComparison, VersionGroup, VersionsDiff } from '@agenttracer/schema/query'
import { exactCount, plural } from '../../format/count.ts'
import { percent } from '../../format/percent.ts'
import { changeText, changeTexts, metricNames, valueText } from './metric-text.ts'

/** Metrics worth a word in the headline, by the order of the table. */
const ofWord = ({ metrics }: VersionsDiff, word: VersionComparison['word']): readonly VersionComparison[] => metrics.filter((metric) => metric.word === word)

const moved = (item: VersionComparison): string => {
  const { metric, a, b, nA, nB } = item
  return `${metricNames[metric].toLowerCase().replace('duration ', '')} ${valueText(metric, a, nA)} to ${valueText(metric, b, nB)} (${changeText(item) ?? ''})`
}

/** What changed, the bad first, in sentences. */
export function headline(diff: VersionsDiff): string {
  const { a, b, agentId, metrics } = diff
  if (a === null) return `${b.version} is the first version of ${agentId} in retention; there is none before it to compare with.`
  if (metrics.every(({ word }) => word === 'too_few')) {
    return `Too few runs to tell: ${plural(a.ended, 'ended run')} of ${a.version} and ${exactCount(b.ended)} of ${b.version} in this time. From 30 on each side a change is judged.`
  }
  const [worse, better] = [ofWord(diff, 'worse'), ofWord(diff, 'better')]
  const parts = [
    worse.length === 0 ? null : `Worse: ${worse.map(moved).join('; ')}.`,
    better.length === 0 ? null : `Better: ${better.map(moved).join('; ')}.`,
    worse.length + better.length === 0 ? `No clear change from ${a.version} to ${b.version}.` : null,
    newGroupsText(diff),
    mostGrownText(diff),
  ]
  return parts.filter((part) => part !== null).join(' ')
}

function newGroupsText({ b, groups }: VersionsDiff): string | null {
  if (groups.new.length === 0 || b.failed === 0) return null
  const runs = groups.new.reduce((sum, group) => sum + group.b, 0)
  const share = Math.min(1, runs / b.failed)
  return `${plural(groups.new.length, 'new group')}: ${exactCount(runs)} of the ${plural(b.failed, 'failure')} of ${b.version}${b.failed < 30 ? '' : ` (${percent(share)})`}.`
}

/** The group that clearly grew the most, where it is not the only new one. */
function mostGrownText({ a, b, groups }: VersionsDiff): string | null {
  const grown = [...groups.new, ...groups.changed].filter(({ word }) => word === 'worse').toSorted((x, y) => (y.change?.value ?? 0) - (x.change?.value ?? 0))
  const [most] = grown
  if (most === undefined) return null
  return `Grew most: ${versionGroupText(most)}, ${exactCount(most.a)} of ${exactCount(a?.ended ?? 0)} runs to ${exactCount(most.b)} of ${exactCount(b.ended)}.`
}

export const versionGroupText = (group: VersionGroup): string =>
  describeFailure({ category: group.category, code: group.code, stepType: group.stepType ?? undefined, stepName: group.stepName ?? undefined, httpStatus: group.httpStatus ?? undefined }).what.replace(/\.$/, '')

/** What "Copy as Markdown" puts on the clipboard. */
export function versionReport(diff: VersionsDiff, permalink: string): string {
  const { a, b, agentId, metrics, groups } = diff
  const listed = [...groups.new.map((group) => ['New', group] as const), ...groups.vanished.map((group) => ['Vanished', group] as const), ...groups.changed.map((group) => ['Changed', group] as const)]
  return [
    `### ${agentId}: ${a?.version ?? 'no version before'} against ${b.version}`,
    permalink,
    '',
    headline(diff),
    '',
    `| Metric | ${a?.version ?? ''} | ${b.version} | Change, 95% | |`,
    '| --- | --- | --- | --- | --- |',
    ...metrics.map((item) => `| ${metricNames[item.metric]} | ${valueText(item.metric, item.a, item.nA)} | ${valueText(item.metric, item.b, item.nB)} | ${changeText(item) ?? ''} | ${changeTexts[item.word]} |`),
    '',
    ...listed.map(([word, group]) => `- ${word}: ${versionGroupText(group)} (${group.category}.${group.code}), ${exactCount(group.a)} of ${exactCount(a?.ended ?? 0)} to ${exactCount(group.b)} of ${exactCount(b.ended)} runs`),
    `Window (UTC): ${diff.from} to ${diff.to}`,
    '',
  ].join('\n')
}
