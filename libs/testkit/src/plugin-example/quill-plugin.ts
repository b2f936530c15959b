import type { Plugin, WorkEnd } from '@agenttracer/sdk-core'

/** What the framework tells of its work. What carries content is `unknown` here, so that nobody reads it by accident. */
export interface QuillEvent {
  /** The framework's own id of this piece of work: the key that start and end share. */
  readonly id: string
  readonly kind: 'flow' | 'model' | 'tool'
  readonly name: string
  /** The flow that a call belongs to. */
  readonly flow?: string
  readonly request?: unknown
  readonly tokens?: { readonly input: number; readonly output: number }
  readonly error?: unknown
  readonly isStopped?: boolean
}

export interface QuillBus {
  on(event: 'start' | 'end', listener: (event: QuillEvent) => void): void
  off(event: 'start' | 'end', listener: (event: QuillEvent) => void): void
}

/** An error is handed over as it is: the recorder reads its safe facts at once and keeps nothing else. */
function outcome({ error, isStopped }: QuillEvent): WorkEnd {
  if (isStopped === true) return { status: 'cancelled', flags: ['caller_aborted'] }
  return error === undefined ? {} : { error }
}

/** `plugins: [quill(bus)]` */
export const quill = (bus: QuillBus): Plugin => ({
  name: 'quill',
  setup(context) {
    // `guard` keeps whatever goes wrong in here away from the framework, and counts it.
    const start = context.guard((event: QuillEvent) => {
      const { id, kind, name, flow, request } = event
      if (kind === 'flow') context.run.start(id, { name, isAgent: true })
      else {
        // The lane makes a call after a failed one its next attempt, if it was asked the same: `request` is compared as a keyed hash.
        // Entered, the step finds the HTTP requests of its flow: a client's hidden retries, the status of a tool's server.
        const operation = kind === 'tool' ? 'execute_tool' : 'chat'
        context.step.start(id, { type: kind, name, parent: flow, operation, lane: `${flow}|${kind}|${name}`, input: request, isEntered: true })
      }
    })
    const end = context.guard((event: QuillEvent) => {
      const { id, kind, tokens } = event
      if (kind === 'flow') context.run.end(id, outcome(event))
      else {
        if (tokens !== undefined) context.step.set(id, 'model', { inputTokens: tokens.input, outputTokens: tokens.output })
        context.step.end(id, outcome(event))
      }
    })
    bus.on('start', start)
    bus.on('end', end)
    return () => {
      bus.off('start', start)
      bus.off('end', end)
    }
  },
})
