import { readProperty } from '@agenttracer/sdk-core'
import { patchMethod } from './prototype-patch.ts'

/** What came of a call to an MCP server, in the flow of the tool that made it. */
export interface McpCallEnd {
  /** Present if the server or the way to it failed. */
  readonly error?: unknown
  /** The server answered, and flagged its answer as an error. */
  readonly isErrorResult: boolean
}

const callMethods = ['callTool', 'callToolResult']

/** Watches the calls of an agent's MCP server: the SDK turns their errors into text before any of its hooks or spans sees them. */
export function watchMcpServer(server: unknown, tell: (end: McpCallEnd) => void): void {
  for (const name of callMethods) {
    patchMethod(server, name, (original) => function mcpCall(this: unknown, ...args) {
      const result = original.apply(this, args)
      // Beside the SDK's own promise: what it gets is untouched.
      if (result instanceof Promise) result.then((answer: unknown) => tell({ isErrorResult: readProperty(answer, 'isError') === true }), (error: unknown) => tell({ error, isErrorResult: false }))
      return result
    })
  }
}
