import { errorClass, readProperty } from '@agenttracer/sdk-core'
import type { McpCallEnd } from './mcp-servers.ts'

export interface OpenTool {
  readonly key: object
  readonly name: string | undefined
  /** The call of `run()` that it belongs to. */
  readonly run: object | undefined
  readonly startedAt: number
  readonly timeoutMs: number | undefined
  /** The SDK's span says that the tool threw; the error itself is kept from everyone. */
  hasFailed: boolean
  hasEnded: boolean
  /** How the last call of its MCP server ended, if it makes any. */
  mcpCall?: McpCallEnd
  /** Nothing was awaited since it was told to start: it has not begun to work. */
  isStarting: boolean
  /** Its error left it, or it ended with what an error looks like as a text where no span says more. */
  hasThrown?: boolean
  /** The SDK may have stopped it. */
  isStopped?: boolean
  /** Whether the model's arguments break what the tool declares; asked only after a failure. */
  readonly hasBadArguments: () => boolean
}

const maxTools = 500

const toolErrors: ReadonlySet<string> = new Set(['ToolCallError', 'ToolTimeoutError', 'InvalidToolOutputError', 'InvalidToolInputError'])

/** What the adapter remembers of one run. */
export class RunState {
  readonly tools = new Map<string | object, OpenTool>()
  readonly guardrails = new Map<object, string | undefined>()
  failedHandoffs: object[] = []
  hasSpans = false
  /** Calls of `run()` that are under way: an agent inside a guardrail or a tool is one more. */
  runs = 0
  /** Which model call of this run last began to answer, or ended its answer, and when (milliseconds on the monotonic clock). */
  lastAnswer: { readonly by: object; readonly at: number } | undefined
  /** What the host may stop model calls of this run by. */
  readonly signals = new WeakSet<AbortSignal>()

  addTool(id: string | object, tool: OpenTool): void {
    if (this.tools.size >= maxTools) for (const [known, { hasEnded }] of this.tools) if (hasEnded) this.tools.delete(known)
    this.tools.delete(id)
    this.tools.set(id, tool)
  }

  openTool(name: string | undefined): OpenTool | undefined {
    return [...this.tools.values()].findLast((tool) => tool.name === name && !tool.hasFailed && !tool.hasEnded)
  }

  /** The tool that the error of a call of `run()` came from: by the name that the error carries, by its server, by its span, else the only one that is open. */
  toolBehind(error: unknown, run: object): OpenTool | undefined {
    const tools = this.#toolsOf(run)
    const open = tools.filter((tool) => !tool.hasEnded)
    const name = readProperty(error, 'toolName')
    const byName = typeof name === 'string' ? (open.find((tool) => tool.name === name) ?? tools.findLast((tool) => tool.name === name)) : undefined
    const ofServer = tools.findLast(({ mcpCall }) => mcpCall !== undefined && 'error' in mcpCall && mcpCall.error === error)
    const isTools = toolErrors.has(errorClass(error) ?? '')
    return byName ?? ofServer ?? open.find((tool) => tool.hasFailed) ?? (isTools ? (tools.find((tool) => tool.hasThrown === true) ?? open[0]) : undefined)
  }

  /** Tools that the SDK stopped because this one had failed. */
  stoppedBeside(failed: OpenTool | undefined, run: object): readonly OpenTool[] {
    return failed === undefined ? [] : this.#toolsOf(run).filter((tool) => tool !== failed && tool.isStopped === true && tool.hasEnded)
  }

  #toolsOf(run: object): readonly OpenTool[] {
    return [...this.tools.values()].filter((tool) => tool.run === run)
  }

  takeGuardrail(name: string | undefined, take: (key: object) => void): boolean {
    for (const [key, known] of [...this.guardrails].reverse()) {
      if (name !== undefined && known !== name) continue
      this.guardrails.delete(key)
      take(key)
      return true
    }
    return false
  }

  endGuardrails(end: (key: object) => void): void {
    for (const key of this.guardrails.keys()) end(key)
    this.guardrails.clear()
  }

  takeFailedHandoffs(): readonly object[] {
    const failed = this.failedHandoffs
    this.failedHandoffs = []
    return failed
  }
}
