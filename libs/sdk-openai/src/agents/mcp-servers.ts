import { readProperty } from '@agenttracer/sdk-core'
import { patchMethod } from './prototype-patch.ts'

/** What came of a call to an MCP server, in the flow of the tool that made it. */
export interface McpCallEnd {
  /** Present if the server or the way to it failed. */
  readonly error?: unknown
  /** The server answered, and flagged its answer as an error. */
  readonly isErrorResult: boolean
  /** Nobody had connected the server, or it was closed. */
  readonly isUnconnected: boolean
}

interface Listener {
  readonly called: (end: McpCallEnd) => void
  /** Its tools could not be listed. */
  readonly notListed: (error: unknown) => void
}

const callMethods = ['callTool', 'callToolResult']

/** The SDK's servers have a session from connecting to closing. */
const isUnconnected = (server: unknown): boolean => readProperty(readProperty(server, 'underlying') ?? server, 'session') === null

/** Watches an agent's MCP server: the SDK turns errors of calls into text before any of its hooks or spans sees them, and listing has no hook. */
export function watchMcpServer(server: unknown, listener: Listener): void {
  for (const name of callMethods) {
    patchMethod(server, name, (original) => function mcpCall(this: unknown, ...args) {
      const result = original.apply(this, args)
      // Beside the SDK's own promise: what it gets is untouched.
      if (result instanceof Promise) {
        result.then(
          (answer: unknown) => listener.called({ isErrorResult: readProperty(answer, 'isError') === true, isUnconnected: false }),
          (error: unknown) => listener.called({ error, isErrorResult: false, isUnconnected: isUnconnected(server) }),
        )
      }
      return result
    })
  }
  patchMethod(server, 'listTools', (original) => function listTools(this: unknown, ...args) {
    const result = original.apply(this, args)
    if (result instanceof Promise) result.catch(listener.notListed)
    return result
  })
}
