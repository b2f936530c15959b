import { readProperty } from '@agenttracer/sdk-core'

/** Names of the tools whose calls a person has declined: a run that goes on from such a state never makes them, and tells only the model. */
export function rejectedCalls(state: unknown): readonly unknown[] {
  const [list, context] = [readProperty(state, 'getInterruptions'), readProperty(state, '_context')]
  const isApproved = readProperty(context, 'isToolApproved')
  if (typeof list !== 'function' || typeof isApproved !== 'function') return []
  const waiting: unknown = list.call(state)
  if (!Array.isArray(waiting)) return []
  return waiting.flatMap((item: unknown) => {
    const call = readProperty(item, 'rawItem')
    const toolName = readProperty(item, 'name') ?? readProperty(call, 'name')
    return isApproved.call(context, { toolName, callId: readProperty(call, 'callId') }) === false ? [toolName] : []
  })
}
