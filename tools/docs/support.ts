import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { peerRanges } from '../peers/peer-ranges.ts'
import { writeOrCheck } from './write-or-check.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

interface Feature {
  readonly what: string
  /** Programs of corpus/ whose truth shows it. */
  readonly programs: readonly string[]
}

interface Framework {
  readonly name: string
  readonly plugin: string
  readonly peers: readonly string[]
  readonly features: readonly Feature[]
  readonly limits: readonly string[]
}

const feature = (what: string, ...programs: readonly string[]): Feature => ({ what, programs })

const frameworks: readonly Framework[] = [
  {
    name: 'LangChain.js', plugin: 'langchain()', peers: ['@langchain/core', 'langchain'],
    features: [
      feature('`createAgent`, tools, sub-agents, agents as tools', 'lc-success-one-tool', 'lc-subagent-401-swallowed'),
      feature("hidden retries of a model's client, its timeouts", 'lc-model-429-exhausted', 'lc-model-timeout-retry'),
      feature('`withRetry`, `withFallbacks`, `RunnableParallel`, `RunnableBranch`', 'lc-with-retry-exhausted', 'lc-with-fallbacks', 'lc-parallel-branch', 'lc-structured-with-retry', 'lc-parallel-map-one-leg', 'lc-parser-retry', 'lc-fallback-chains', 'lc-retry-batch', 'lc-fallback-named-chains', 'lc-agents-fallback'),
      feature('`stream`, `streamEvents`, a stream that breaks or is left', 'lc-stream-cut', 'lc-stream-events-tool-500', 'lc-content-filter-last', 'lc-stream-parser-midway', 'lc-chain-stream-breaks'),
      feature('`batch`, with `returnExceptions`', 'lc-batch-parallel-one-fails', 'lc-batch-throttled-one-fails'),
      feature('middlewares: retries of tools and models, fallback, limits, human in the loop, the host\'s own', 'lc-tool-retry-exhausted', 'lc-model-retry-mw', 'lc-model-fallback-mw', 'lc-tool-call-limit', 'lc-model-call-limit-quiet', 'lc-hitl-waits', 'lc-middleware-throws', 'lc-retry-and-fallback-mw', 'lc-summarization-fails', 'lc-wrap-tool-error-message', 'lc-limit-mw-tool-healed'),
      feature('structured output by tool and by provider; output parsers', 'lc-tool-strategy-invalid', 'lc-tool-strategy-healed', 'lc-provider-strategy-invalid', 'lc-output-parser'),
      feature('unknown tools, arguments that are no JSON or break the schema', 'lc-unknown-tool', 'lc-args-not-json', 'lc-invalid-args-recovered', 'lc-hand-loop-bind-tools'),
      feature('errors of tools that are swallowed, statuses of their servers', 'lc-tool-404-swallowed', 'lc-tool-status-swallowed', 'lc-tool-returns-error', 'lc-tool-refused-quietly'),
      feature('work that is begun without the config of its run; models with a cache', 'lc-lambda-asks-openai', 'lc-multi-query', 'lc-cache-hit'),
      feature('retrievers; embeddings of vector stores', 'lc-retriever-503', 'lc-embedding-401'),
      feature('aborts and deadlines', 'lc-user-abort', 'lc-run-timeout', 'lc-deadline-in-tool', 'lc-deadline-under-tool-retries', 'lc-abort-in-tool-backoff'),
    ],
    limits: ['LangChain drops the refusal of a chat completion: it shows as `model.empty_response`, and as `model.refusal` with `openai()` beside.', 'Embeddings that are called by hand, without a vector store, need `openai()` beside.', 'Items of a batch that is taken one at a time (`maxConcurrency: 1`) look like tries of one call: a later good item recovers a failed one.'],
  },
  {
    name: 'LangGraph.js', plugin: 'langchain()', peers: ['@langchain/langgraph'],
    features: [
      feature('subgraphs, `Send`, parallel nodes, `Command`, the functional API', 'lg-subagent-model-fails', 'lg-send-one-fails', 'lg-command-handoff-limit', 'lg-functional-task-fails', 'lg-settled-tools', 'lg-functional-retry', 'lg-parent-command-then-fails', 'lg-functional-caught'),
      feature('`retryPolicy`', 'lg-node-retry-exhausted', 'lg-red-herrings', 'lg-node-retry-two-tools', 'lg-retry-in-retry', 'lg-send-retry'),
      feature('interrupts and resumes with a checkpointer', 'lg-subgraph-interrupt', 'lg-resume-then-fails', 'lg-functional-interrupt-fails', 'lg-interrupt-in-parallel', 'lg-update-state-then-fails', 'lg-breakpoint-waits'),
      feature('`ToolNode`: errors, unknown tools, arguments that break the schema', 'lg-tool-throws-fatal', 'lg-toolnode-unknown', 'lg-toolnode-bad-args'),
      feature('recursion limit, `stepTimeout`, aborts', 'lg-recursion-limit', 'lg-step-timeout', 'lg-abort-in-tool', 'lg-abort-parallel-tools', 'lg-abort-after-recovered', 'lg-subgraph-limit-caught'),
      feature('error handlers of nodes and of the graph, time limits of nodes', 'lg-default-handler-asks-other', 'lg-default-handler-other-stays', 'lg-handler-rethrows', 'lg-error-thrown-later', 'lg-node-timeout-handled'),
      feature('state errors, code of the nodes', 'lg-state-conflict', 'lg-node-bug'),
      feature('`RemoteGraph`: refused requests, failures that it reports, servers that cannot be reached', 'lg-remote-refused'),
    ],
    limits: [],
  },
  {
    name: 'openai client', plugin: 'openai()', peers: ['openai'],
    features: [
      feature('chat completions, responses, embeddings; Azure', 'oai-model-401', 'oai-responses-cut-off', 'oai-rag-by-hand', 'oai-azure-deployment', 'oai-embeddings-429-then-ok'),
      feature('hidden retries, timeouts and resets, by client and by request', 'oai-model-429-then-ok', 'oai-model-timeout', 'oai-per-request-timeout', 'oai-reset-twice', 'oai-connection-refused', 'oai-mixed-retries', 'oai-fetch-retries', 'oai-two-retrying-at-once'),
      feature('streams: `stream: true` and the helper, cut and aborted', 'oai-stream-cut', 'oai-responses-stream-cut', 'oai-stream-helper-abort', 'oai-responses-helper-error', 'oai-stream-break', 'oai-stream-n-two'),
      feature('`parse`', 'oai-content-filter-parse', 'oai-parse-mismatch', 'oai-responses-parse-length', 'oai-parse-length'),
      feature('`runTools`', 'oai-run-tools', 'oai-run-tools-fails', 'oai-run-tools-unknown', 'oai-run-tools-zod', 'oai-run-tools-too-many'),
      feature('loops written by hand: unknown tools, broken arguments, repeated calls', 'oai-unknown-tool-told', 'oai-responses-loop-args', 'oai-budget-with-loop', 'oai-validate-repair-fails'),
      feature('agents written by hand: races, hedged calls, aborts at any moment, searches, errors of their own', 'oai-hedged-models', 'oai-hedged-streams', 'oai-raced-tools', 'oai-abort-in-tool', 'oai-abort-between-steps', 'oai-two-searches-one-empty', 'oai-alarm-then-own-error'),
    ],
    limits: ['Legacy completions, images, audio and moderations are plain model steps: tokens where the answer has them, a finish reason for completions alone.'],
  },
  {
    name: 'OpenAI Agents SDK', plugin: 'openaiAgents()', peers: ['@openai/agents'],
    features: [
      feature('tools: swallowed errors, time limits, broken arguments, parallel calls', 'agents-tool-error-default', 'agents-tool-timeout', 'agents-parallel-one-times-out', 'agents-invalid-args', 'agents-tool-throws-out', 'agents-same-tool-parallel'),
      feature('guardrails of input, output and tools', 'agents-input-guardrail', 'agents-output-guardrail-streamed', 'agents-tool-guardrail', 'agents-guardrail-beside-model'),
      feature('hand-offs, agents as tools', 'agents-handoff-fails', 'agents-as-tool-fails', 'agents-parallel-agents-as-tools', 'agents-handoff-loop', 'agents-nested-max-turns', 'agents-handoff-throws-untraced', 'agents-hand-fallback'),
      feature('retry settings and time limits of a model; models of the host\'s own', 'agents-retry-settings', 'agents-custom-model', 'agents-retry-exhausted', 'agents-client-429-then-ok', 'agents-model-time-limit', 'agents-fallback-model'),
      feature('streams, aborts, turn limits, approvals', 'agents-stream-cut', 'agents-abort', 'agents-max-turns', 'agents-approval-waits', 'agents-max-turns-handled', 'agents-approval-then-fails', 'agents-approval-rejected'),
      feature('MCP servers', 'agents-mcp-call-fails', 'agents-mcp-stdio-dies', 'agents-mcp-is-error', 'agents-mcp-silent', 'agents-mcp-error-then-ok', 'agents-mcp-list-fails'),
      feature('refusals, final outputs that do not fit', 'agents-refusal', 'agents-bad-final-output', 'agents-response-failed', 'agents-invalid-output-default-handler'),
    ],
    limits: [
      'The SDK shows the error of a tool that it swallows to nobody: the step is failed, with the status of its server where it asked one, else `tool.exception`.',
      'With the SDK\'s own tracing off, a guardrail that breaks shows on its run alone, and a tool with an error function of its own, or a shell that fails, as good.',
      'A model of the host\'s own that asks other models shows their calls where it holds them in its fields; from private ones (`#model`) it shows as one call.',
      'Realtime sessions are not traced.',
    ],
  },
]

const known: ReadonlyMap<string, string> = new Map(globSync('corpus/*/programs/*.mjs', { cwd: root }).map((file) => [basename(file, '.mjs'), file]))
const newest = (name: string): string => (JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')) as { version: string }).version
const link = (program: string): string => `[${program}](../../${known.get(program) ?? ''})`

function section({ name, plugin, peers, features, limits }: Framework, ranges: ReadonlyMap<string, string>): readonly string[] {
  const versions = peers.map((peer) => `\`${peer}\` ${ranges.get(peer) ?? ''} (tested at its lowest and ${newest(peer)})`)
  const rows = features.map(({ what, programs }) => `| ${what} | ${programs.map(link).join(', ')} |`)
  return [`## ${name}: \`${plugin}\``, '', `${versions.join(', ')}`, '', '| covered | shown by |', '| --- | --- |', ...rows, '', ...limits.map((limit) => `- ${limit}`), ...(limits.length === 0 ? [] : [''])]
}

/** True when the page is as it should be (with `isCheck`) or was written, and every program that it names is there. */
export function supportPage(isCheck: boolean): boolean {
  const missing = frameworks.flatMap(({ features }) => features).flatMap(({ programs }) => programs).filter((program) => !known.has(program))
  for (const program of missing) console.error(`docs/reference/support.md: there is no program ${program} in corpus/`)
  const ranges = peerRanges(root)
  const head = ['# Support', '', 'What each plugin covers, and the program that shows it: run without AgentTracer to prove its truth, and with it to score what was recorded', '(`npm run corpus -- faults`, `npm run corpus -- more`). Node 20, 22 and 24, ESM and CommonJS. The ends of the version ranges: `npm run peers`.', 'Generated (`node tools/docs/main.ts`) from the declared peers and a table.', '']
  return writeOrCheck('docs/reference/support.md', [...head, ...frameworks.flatMap((framework) => section(framework, ranges))].join('\n'), isCheck) && missing.length === 0
}
