export interface Snippet {
  readonly name: string
  /** Null where nothing has to be installed. */
  readonly install: string | null
  readonly code: string
}

/** One option a line: a narrow screen shows all of it. */
const construction = (ingestUrl: string, ...more: readonly string[]): readonly string[] =>
  ['new AgentTracer({', ...["agentId: 'my-agent',", "agentVersion: '1.0.0',", `apiUrl: '${ingestUrl}',`, ...more].map((line) => `  ${line}`), '})']

/** Short enough to be pasted as they are; the local door needs no key. */
export const snippets = (ingestUrl: string): readonly Snippet[] => [
  {
    name: 'LangChain.js and LangGraph',
    install: 'npm install @agenttracer/sdk-core @agenttracer/sdk-langchain',
    code: [
      "import { AgentTracer } from '@agenttracer/sdk-core'",
      "import { langchain } from '@agenttracer/sdk-langchain'",
      ...construction(ingestUrl, 'plugins: [langchain()],'),
    ].join('\n'),
  },
  {
    name: 'OpenAI client and OpenAI Agents SDK',
    install: 'npm install @agenttracer/sdk-core @agenttracer/sdk-openai',
    code: [
      "import { AgentTracer } from '@agenttracer/sdk-core'",
      "import { openai, openaiAgents } from '@agenttracer/sdk-openai'",
      ...construction(ingestUrl, 'plugins: [openai(), openaiAgents()],'),
    ].join('\n'),
  },
  {
    name: 'Any TypeScript, by hand',
    install: 'npm install @agenttracer/sdk-core',
    code: [
      "import { AgentTracer } from '@agenttracer/sdk-core'",
      ...construction(ingestUrl).map((line, at) => (at === 0 ? `const tracer = ${line}` : line)),
      "await tracer.run((run) => run.step('tool', 'search_docs', () => searchDocs()))",
    ].join('\n'),
  },
  {
    name: 'curl',
    install: null,
    code: [
      `curl ${ingestUrl}/v1/runs -H 'content-type: application/json' -d '{`,
      '  "agentId": "my-agent", "agentVersion": "1.0.0", "environment": "test", "status": "failed",',
      '  "startedAt": "\'$(date -u +%Y-%m-%dT%H:%M:%S.000Z)\'", "durationMs": 900, "steps": [{ "type": "tool", "name": "search_docs", "status": "error",',
      '  "startedAt": "\'$(date -u +%Y-%m-%dT%H:%M:%S.000Z)\'", "durationMs": 800, "signals": { "chain": [{ "httpStatus": 503, "errorRef": 1 }], "flags": [] } }] }\'',
    ].join('\n'),
  },
]
