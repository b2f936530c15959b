import { readProperty } from '@agenttracer/sdk-core'
import type { AgentsHook } from './agents-hook.ts'

const listening = new WeakMap<object, WeakSet<AgentsHook>>()

/** Listens to a runner's own events, once for each tracer. */
export function listen(runner: unknown, hook: AgentsHook): void {
  const on = readProperty(runner, 'on')
  if (typeof on !== 'function' || typeof runner !== 'object' || runner === null) return
  const known = listening.get(runner) ?? new WeakSet()
  if (known.has(hook)) return
  known.add(hook)
  listening.set(runner, known)
  const events = {
    agent_start: hook.guard((_context: unknown, agent: unknown) => hook.agentStart(agent)),
    agent_tool_start: hook.guard((_context: unknown, _agent: unknown, tool: unknown, details: unknown) => hook.toolStart(tool, details)),
    agent_tool_end: hook.guard((_context: unknown, _agent: unknown, _tool: unknown, result: unknown, details: unknown) => hook.toolEnd(result, details)),
    agent_handoff: hook.guard((_context: unknown, _from: unknown, to: unknown) => hook.handoff(to)),
  }
  // Ends are told before the host's own listeners hear of them: one that throws keeps them from those behind it.
  const emitter = readProperty(runner, 'eventEmitter')
  const first = readProperty(emitter, 'prependListener')
  for (const [event, listener] of Object.entries(events)) {
    if (event === 'agent_tool_end' && typeof first === 'function') first.call(emitter, event, listener)
    else on.call(runner, event, listener)
  }
  const weak = new WeakRef(runner)
  hook.onStop(() => {
    const off = readProperty(weak.deref(), 'off')
    if (typeof off === 'function') for (const [event, listener] of Object.entries(events)) off.call(weak.deref(), event, listener)
  })
}
