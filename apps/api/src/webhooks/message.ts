import type { DueDelivery } from '@agenttracer/db'
import { describeFailure, splitFailureKey } from '@agenttracer/schema'

export interface Message {
  readonly contentType: 'application/json'
  readonly body: string
}

export interface MessageContext {
  /** Of the web UI, without a slash at the end. */
  readonly webUrl: string
  readonly project: string
}

/** What is sent: names, codes, counts and links of ours. Content cannot be in it, for a delivery has no field that could hold any. */
export function messageOf(delivery: DueDelivery, context: MessageContext): Message {
  const links = linksOf(delivery, context)
  const text = sentenceOf(delivery)
  const body = delivery.form === 'slack' ? { text: slackText(text, links) } : { ...factsOf(delivery), project: context.project, text, ...links }
  return { contentType: 'application/json', body: JSON.stringify(body) }
}

function factsOf({ deliveryId, event, happenedAt, agent, version, failureKey, stepType, stepName, httpStatus, runs, fingerprint, runId }: DueDelivery): Record<string, unknown> {
  return { id: deliveryId, event, at: happenedAt, agent, version, code: failureKey, stepType, stepName, httpStatus, runs24h: runs, fingerprint, runId }
}

interface Links {
  readonly groupUrl?: string
  readonly runUrl?: string
  readonly agentUrl?: string
}

function linksOf({ fingerprint, runId, agent, event }: DueDelivery, { webUrl, project }: MessageContext): Links {
  const base = `${webUrl}/p/${project}`
  return {
    ...(fingerprint === undefined ? {} : { groupUrl: `${base}/failures/${fingerprint}` }),
    ...(runId === undefined ? {} : { runUrl: `${base}/runs/${runId}` }),
    ...(event !== 'agent.silent' || agent === undefined ? {} : { agentUrl: `${base}/runs?${new URLSearchParams({ agent })}` }),
  }
}

const inRuns = (runs: number | undefined): string => (runs === undefined ? '' : ` ${runs} ${runs === 1 ? 'run' : 'runs'} in 24 h.`)

function sentenceOf(delivery: DueDelivery): string {
  const who = `${delivery.agent ?? 'An agent'}${delivery.version === undefined ? '' : ` ${delivery.version}`}`
  switch (delivery.event) {
    case 'test':
      return 'A test of AgentTracer: this is where failures will be told.'
    case 'agent.silent':
      return `${who} went silent: its last run began at ${delivery.happenedAt.slice(0, 16).replace('T', ' ')} UTC.`
    case 'failure.new':
      return `New failure of ${who}: ${whatOf(delivery)}${inRuns(delivery.runs)}`
    case 'failure.regressed':
      return `Regressed failure of ${who}: ${whatOf(delivery)}${inRuns(delivery.runs)}`
  }
}

function whatOf({ failureKey, stepType, stepName, httpStatus }: DueDelivery): string {
  if (failureKey === undefined) return 'its code is not known.'
  const { category, code } = splitFailureKey(failureKey)
  return describeFailure({ category, code, stepType, stepName, httpStatus }).what
}

/** Slack reads `<`, `>` and `&` as its own; no name has them, but no name should be able to. */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

function slackText(text: string, { groupUrl, runUrl, agentUrl }: Links): string {
  const links = [[runUrl, 'newest run'], [groupUrl, 'all like it'], [agentUrl, 'its runs']].flatMap(([url, name]) => (url === undefined ? [] : [`<${escaped(url)}|${name}>`]))
  return [escaped(text), ...(links.length === 0 ? [] : [links.join(' · ')])].join('\n')
}
