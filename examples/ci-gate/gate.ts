import type { createAgentTracerClient } from '@agenttracer/client'

type Client = ReturnType<typeof createAgentTracerClient>
type Diff = Awaited<ReturnType<Client['versions']['diff']['query']>>

export interface GateAnswer {
  /** False: the version fails in a way that the one before it did not. */
  readonly mayShip: boolean
  readonly lines: readonly string[]
}

/** What the newest version of an agent, or a given one, does worse than the version before it, in the last 14 days. */
export async function askGate(client: Client, wish: { readonly agent: string; readonly version?: string; readonly environment?: string }): Promise<GateAnswer> {
  const diff = await client.versions.diff.query({ agent: wish.agent, b: wish.version, env: wish.environment, last: '14d' })
  return judge(diff)
}

export function judge({ agentId, a, b, groups, metrics }: Pick<Diff, 'agentId' | 'a' | 'b' | 'groups' | 'metrics'>): GateAnswer {
  if (a === null) return { mayShip: true, lines: [`${agentId} ${b.version} is its first version: nothing to compare with.`] }
  const fresh = groups.new.map(({ category, code, stepName, b: runs, fingerprint }) => `new: ${category}.${code} in ${stepName ?? 'the run itself'}, ${runs} of ${b.ended} runs (fingerprint ${fingerprint})`)
  const worse = metrics.filter(({ word }) => word === 'worse').map(({ metric, a: before, b: now }) => `worse: ${metric} ${String(before)} -> ${String(now)}`)
  return { mayShip: fresh.length === 0, lines: [`${agentId} ${b.version} (${b.ended} runs) against ${a.version} (${a.ended} runs)`, ...fresh, ...worse] }
}
