import { startFakeLlm } from '@agenttracer/fake-llm'

/** Strings that stand for content: none may leave the process. */
export const canary = (place: string): string => `canary-${place}-7f3a9`

export interface FakeModel {
  readonly url: string
  /** What the server has been asked, in order. */
  readonly requests: readonly unknown[]
  script(replies: readonly object[]): void
  close(): Promise<void>
}

/** The scripted model server on a free port; every text it answers carries a canary. */
export async function startFakeModel(): Promise<FakeModel> {
  const server = await startFakeLlm({ script: [] })
  return { url: server.url, requests: server.requests, script: (replies) => server.setScript([...replies]), close: () => server.close() }
}

export const says = (text = canary('answer')): object => ({ kind: 'text', text })
export const calls = (...tools: readonly (readonly [name: string, args: object])[]): object => ({ kind: 'tools', calls: tools.map(([name, args]) => ({ name, args })) })
export const fails = (status: number): object => ({ kind: 'error', status, code: null, type: 'error', message: canary('error'), headers: { 'retry-after-ms': '1', 'retry-after': '0' } })
export const hangs = (ms: number): object => ({ kind: 'hang', ms })
export const dies = (): object => ({ kind: 'reset' })
